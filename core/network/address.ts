import { z } from 'zod';

/** `192.0.2.7:7422`, `[2001:db8::7]:7422` or a name with a port. */
export const hostPort = z.string().regex(/^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]{1,253}):\d{1,5}$/);
