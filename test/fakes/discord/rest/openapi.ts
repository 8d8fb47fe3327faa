import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { isJson, type Json, parseJson } from "../../slack/json.ts";
import { deviations } from "./deviations.ts";

const file = new URL("../../../fixtures/discord/openapi.json.gz", import.meta.url);

/** A request that the fake took, and what it answered. */
export interface Exchange {
  readonly route: Described;
  /** The kind of the request's body; `none` without one. */
  readonly kind: string;
  readonly body: unknown;
  readonly status: number;
  readonly answer: unknown;
}

export interface OpenApi {
  /** What Discord's published document has against it; nothing where it is allowed, or the document is silent. */
  violations(exchange: Exchange): readonly string[];
}

interface Described {
  readonly method: string;
  readonly path: string;
}

let loaded: OpenApi | undefined;

/** Discord's published document, read once for all tests of a file. */
export function discordsDocument(): OpenApi {
  loaded ??= load();
  return loaded;
}

function load(): OpenApi {
  const document = parseJson(gunzipSync(readFileSync(file)).toString());
  if (!isJson(document)) throw new Error("Discord's document is not a JSON object.");
  // Formats are only notes here: snowflake, nonce, int32 and so on are Discord's own.
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema({ $id: "https://discord/api", components: asRead(document["components"]) });
  const validators = new Map<string, ValidateFunction | undefined>();
  const faultsAt = ({ method, path }: Described, steps: readonly string[], body: unknown): string => {
    const at = ["paths", path, method.toLowerCase(), ...steps, "schema"];
    const key = at.join(" ");
    if (!validators.has(key)) {
      const schema = asRead(at.reduce<unknown>((part, step) => (isJson(part) ? part[step] : undefined), document));
      validators.set(key, isJson(schema) ? ajv.compile(schema) : undefined);
    }
    const validate = validators.get(key);
    if (validate === undefined || validate(body) === true) return "";
    return [...new Set((validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`))].join(
      "; ",
    );
  };
  return {
    violations({ route, kind, body, status, answer }) {
      const name = `${route.method} ${route.path}`;
      const isKnown = (of: "request" | "answer", part: unknown) =>
        deviations.some((one) => one.name === name && one.of === of && one.fits(part));
      const asked =
        kind === "none" || isKnown("request", body) ? "" : faultsAt(route, ["requestBody", "content", kind], body);
      const steps = ["responses", String(status), "content", "application/json"];
      const answered = answer === undefined || isKnown("answer", answer) ? "" : faultsAt(route, steps, answer);
      return [
        ...(asked === "" ? [] : [`${name} was taken, which Discord's document doesn't allow: ${asked}`]),
        ...(answered === "" ? [] : [`${name} was answered as Discord's document doesn't allow: ${answered}`]),
      ];
    },
  };
}

/**
 * The document as its own README has it read: a union means one of its members, which may overlap here; a number may
 * come as digits. Everything else stands as it is.
 */
function asRead(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(asRead);
  if (!isJson(schema)) return schema;
  const entries = Object.entries(schema).map(([key, value]) => {
    if (key === "$ref") return [key, String(value).replace("#/", "https://discord/api#/")];
    return [key === "oneOf" ? "anyOf" : key, asRead(value)];
  });
  const read: Json = Object.fromEntries(entries);
  return takesNumbers(schema["type"]) ? { anyOf: [read, { type: "string", pattern: "^-?[0-9]+$" }] } : read;
}

const takesNumbers = (type: unknown) => type === "integer" || (Array.isArray(type) && type.includes("integer"));
