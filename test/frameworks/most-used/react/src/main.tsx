import versions from "virtual:versions";
import { renderToStaticMarkup } from "react-dom/server";
import { Price } from "~/price";

const markup = renderToStaticMarkup(<Price number={2} />);
if (markup !== "<b>10</b>") throw new Error(markup);
console.log(JSON.stringify(versions));
