/** Vite collects what a page imports as CSS into a file of its own. */
declare module '*.css';
