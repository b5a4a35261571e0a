import { Avatar } from '@mantine/core';
import { stableHue } from './folders.ts';
import classes from './person-avatar.module.css';

interface Props {
  /** Keeps the colour when the name changes. */
  id: string;
  name: string;
  photoUrl?: string | null;
  /** Pixels. */
  size?: number;
}

/** A photo, or initials on the person's own colour. Decorative: the name stands beside it. */
export function PersonAvatar({ id, name, photoUrl, size = 32 }: Props) {
  return (
    <Avatar
      src={photoUrl ?? null}
      alt=""
      aria-hidden
      size={size}
      radius="xl"
      color={stableHue(id)}
      classNames={{ placeholder: classes.initials }}
    >
      {initials(name)}
    </Avatar>
  );
}

/** First letters of the first and last word; for scripts without spaces the first character. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  return picked.map((word) => [...(word ?? '')][0]?.toLocaleUpperCase() ?? '').join('');
}
