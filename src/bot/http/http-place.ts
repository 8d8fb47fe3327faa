import { z } from "zod";

/** Where operators' programs ask. */
export interface HttpPlace {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
}

const says = "use a port from 1 to 65535";

export const HttpPort = z.number(says).int(says).min(1, says).max(65_535, says);

/** `http` and `agents` in config/tank.yml: without a port nothing is served. */
export const httpKeys = z.strictObject({
  port: HttpPort.optional(),
  host: z.string().min(1).default("127.0.0.1"),
});
