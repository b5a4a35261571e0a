const shapes = {
  send: 'M3.4 20.4 21 12 3.4 3.6l-.01 6.53L15 12 3.39 13.87z',
  microphone:
    'M12 15a3.5 3.5 0 0 0 3.5-3.5v-5a3.5 3.5 0 0 0-7 0v5A3.5 3.5 0 0 0 12 15Zm6.2-3.5a6.2 6.2 0 0 1-12.4 0H4a8 8 0 0 0 7.1 7.95V22h1.8v-2.55A8 8 0 0 0 20 11.5z',
  stop: 'M5 6.5A1.5 1.5 0 0 1 6.5 5h11A1.5 1.5 0 0 1 19 6.5v11a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 5 17.5z',
  bin: 'M9 3h6l1 1.5h4v2H4v-2h4zM5.5 8h13l-.9 12a1.5 1.5 0 0 1-1.5 1.4H7.9A1.5 1.5 0 0 1 6.4 20zM10 10.5v8h1.6v-8zm2.8 0v8h1.6v-8z',
  play: 'M8 5.2v13.6L19 12z',
  pause: 'M7 5.5h3.6v13H7zm6.4 0H17v13h-3.6z',
  again: 'M12 5V1.5L7 6.5l5 5V7.2a5.4 5.4 0 1 1-5.4 5.4H4.4A7.6 7.6 0 1 0 12 5Z',
  check: 'm9.4 17.8-5.2-5.2 1.6-1.6 3.6 3.6 8.8-8.8 1.6 1.6z',
  clock:
    'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 16a7 7 0 1 1 0-14 7 7 0 0 1 0 14Zm.9-11.5h-1.8v5.1l4 2.4.9-1.5-3.1-1.9z',
  alert: 'M12 3 1.5 21h21zm1 14.5h-2v-2h2zm0-3.5h-2v-4.5h2z',
  file: 'M6 2.5h8l5 5v14H6zm7.5 1.7v4h4z',
  clip: 'M16.5 6v11.2a4.6 4.6 0 0 1-9.2 0V5.2a3.2 3.2 0 0 1 6.4 0v10.6a1.8 1.8 0 0 1-3.6 0V6.4H8.4v9.4a3.5 3.5 0 0 0 7 0V5.2a4.9 4.9 0 0 0-9.8 0v12a6.3 6.3 0 0 0 12.6 0V6z',
  down: 'M12 16.2 4.6 8.8 6.2 7.2l5.8 5.8 5.8-5.8 1.6 1.6z',
  pencil: 'M4 17.2V20h2.8L17.6 9.2l-2.8-2.8zM19.7 7.1a1 1 0 0 0 0-1.4l-1.4-1.4a1 1 0 0 0-1.4 0l-1.2 1.2 2.8 2.8z',
  back: 'M10.4 19 3.5 12l6.9-7 1.5 1.5L7.6 11H20.5v2H7.6l4.3 4.5z',
  skip: 'M5 5.5v13l8.5-6.5zM15.5 5.5h2.5v13h-2.5z',
} as const;

export type IconName = keyof typeof shapes;

/** Beside or inside something that has a name of its own, so it has none. */
export function Icon({ name, size = 24 }: { name: IconName; size?: number }) {
  return (
    <svg
      class={`icon icon-${name}`}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
    >
      <path d={shapes[name]} fill="currentColor" />
    </svg>
  );
}
