import type { Snapshot } from "../version-tracker.js";

/**
 * Writes an event, see `schemas/event.schema.json`.
 *
 * @param data left out when undefined
 * @throws TypeError when the data isn't JSON
 */
export function eventText(id: string, data: unknown, snapshot: Snapshot, inline: boolean): string {
  const { aggregated_version, hostname, versioning_timestamp } = snapshot;
  // By hand: the data's text goes in as it is, and a name missing from JSON.stringify's answer would go unseen.
  let text = `{"id":${JSON.stringify(id)},"aggregated_version":${JSON.stringify(aggregated_version)}`;
  text += `,"recorded_at":${JSON.stringify(versioning_timestamp)}`;
  if (hostname !== undefined) text += `,"hostname":${JSON.stringify(hostname)}`;
  if (inline) text += `,"versions":${JSON.stringify(snapshot)}`;
  if (data === undefined) return `${text}}`;
  const dataText: unknown = JSON.stringify(data);
  if (typeof dataText !== "string") throw new TypeError(`a ${typeof data} is not JSON`);
  return `${text},"data":${dataText}}`;
}
