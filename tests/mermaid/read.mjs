// Reads a picture from standard input with Mermaid's own parser, and prints what it saw: {"nodes": [..], "edges": [[from, to], ..]}.
import { JSDOM } from "jsdom";

globalThis.window = new JSDOM("").window;
globalThis.document = window.document;
const { default: mermaid } = await import("mermaid");

const text = (await process.stdin.toArray()).join("");
await mermaid.parse(text);
const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
console.log(JSON.stringify({ nodes: [...db.getVertices().keys()], edges: db.getEdges().map((edge) => [edge.start, edge.end]) }));
