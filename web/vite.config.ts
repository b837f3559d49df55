import { defineConfig } from 'vite';

export default defineConfig({
  // Relative addresses: the page also works behind a proxy that serves Foedera under a path of its own.
  base: './',
  worker: { format: 'es' },
  build: {
    // Monaco alone is above the size at which Vite warns; it is loaded from the same machine.
    chunkSizeWarningLimit: 9999,
    // 'use client' speaks to React servers; a warning for every file that says so would hide the others.
    rolldownOptions: { checks: { moduleLevelDirective: false } },
    // The page carries other people's code; their licences go with it.
    license: { fileName: 'licenses.md' },
  },
});
