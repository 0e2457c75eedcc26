/**
 * What a process of the house is started through, in front of its own program: its memory holds keys and the voter at
 * the desk, and a core dump would write them to a file (EP-11). Node cannot set the limit itself; children inherit it.
 */
export const coreless = { program: '/bin/sh', before: ['-c', 'ulimit -c 0; exec "$0" "$@"'] } as const;
