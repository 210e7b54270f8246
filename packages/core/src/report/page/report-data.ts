/** What the page is given, as JSON. Times are milliseconds since 1970-01-01 UTC. */
export interface ReportData {
  madeAt: number;
  /** Names of the files it was made from. */
  sources: string[];
  /** The name of the value that tells the arm. */
  armName: string;
  events: number;
  /** Events whose time can't be read: counted, but not on the timeline. */
  undated: number;
  /** Whether there are no events, so that snapshots stand for them. */
  snapshotsOnly: boolean;
  /** The width of a bucket. Bucket n begins at n times this. */
  bucketWidth: number;
  hosts: HostData[];
  /** In the order they were first seen. */
  aggregates: AggregateData[];
  /** Which aggregate ran where and when. */
  runs: RunData[];
  changes: ChangeData[];
  /** What was left out of `changes`, all earlier than those. */
  earlierChanges: number;
  /** Names and values, that are told by their place in here. */
  texts: string[];
  /** By id. */
  commits: Record<string, CommitData>;
  /** Why nothing is told of commits; empty when it is. */
  commitsProblem: string;
  /** Snapshots that found no room. */
  snapshotsLeft: number;
  problems: { total: number; first: ProblemData[] };
}

export interface HostData {
  /** Empty where the events tell none. */
  name: string;
  events: number;
  /** More than 0: this stands for all hosts beyond the limit. `isExact` is false when there were too many to count. */
  others: number;
  isExact: boolean;
}

export interface AggregateData {
  id: string;
  events: number;
  first: number | null;
  last: number | null;
  /** Absent where its snapshot says nothing of it, or isn't there. */
  arm: string | null;
  /** Places in `texts` of names and of values, in turn. Null when no snapshot was captured. */
  versions: number[] | null;
  others: number;
  isExact: boolean;
}

export interface RunData {
  /** Places in `aggregates` and in `hosts`. */
  aggregate: number;
  host: number;
  /** Numbers of buckets and of events in them, in turn, ordered. */
  buckets: number[];
}

/** From one aggregate to the next, in one arm. */
export interface ChangeData {
  /** When the first host changed, and the last. */
  time: number;
  until: number;
  arm: string | null;
  /** Places in `aggregates`. Null: nothing was seen of this arm before. */
  from: number | null;
  to: number;
  /** Places in `hosts`. */
  hosts: number[];
  /** How often, if hosts go back and forth. */
  times: number;
}

export interface CommitData {
  author: string;
  /** RFC 3339; `null` when the commit holds no valid one. */
  date: string | null;
  subject: string;
}

export interface ProblemData {
  source: string;
  line: number;
  reason: string;
  excerpt: string;
}
