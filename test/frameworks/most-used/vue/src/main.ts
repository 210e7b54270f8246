import versions from "virtual:versions";
import { createSSRApp } from "vue";
import { renderToString } from "vue/server-renderer";
import App from "./App.vue";

const markup = await renderToString(createSSRApp(App));
if (markup !== "<main><b>11</b><i>4</i></main>") throw new Error(markup);
console.log(JSON.stringify(versions));
