import versions from "virtual:versions";
import { createSSRApp } from "vue";
import { renderToString } from "vue/server-renderer";
import Price from "./Price.vue";

renderToString(createSSRApp(Price, { number: 2 })).then((markup) => {
  if (markup !== "<b>11</b>") throw new Error(markup);
  console.log(JSON.stringify(versions));
});
