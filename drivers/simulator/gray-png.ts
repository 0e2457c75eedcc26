export { grayPng } from '../gray-png.ts';
