import { IconPhoto } from '@tabler/icons-react';
import classes from './messenger-card.module.css';

interface Props {
  /** True: there is one, which Messenger fetches; here only its place is shown. */
  image?: boolean;
  title: string;
  subtitle?: string;
  buttons: string[];
  /** A text with buttons, and no card with a heading. */
  plain?: boolean;
}

/** As Messenger shows a card of a carousel. */
export function MessengerCard({ image, title, subtitle, buttons, plain }: Props) {
  return (
    <div className={classes.card}>
      {image && (
        <span className={`${classes.image} ${classes.missing}`}>
          <IconPhoto size={32} stroke={1.3} aria-hidden />
        </span>
      )}
      <div className={classes.texts}>
        {plain ? <div className={classes.plain}>{title}</div> : <strong>{title}</strong>}
        {subtitle && <span>{subtitle}</span>}
      </div>
      {buttons.map((label, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: buttons have no identity and keep no state
        <span key={at} className={classes.button}>
          {label}
        </span>
      ))}
    </div>
  );
}
