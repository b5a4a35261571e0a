import { useTranslation } from 'react-i18next';
import { substitute, type TokenValues } from '../../../../server/conversations/tokens.ts';
import { Bubble, PhoneFrame, phoneChip, phoneChips, phoneHint } from '../phone-frame.tsx';
import type { InterviewDefinition } from './definition.ts';

interface Props {
  definition: InterviewDefinition;
  values: TokenValues;
  company: string;
}

/** The interview as a candidate has it in chat. */
export function ChatPreview({ definition, values, company }: Props) {
  const { t } = useTranslation('campaign');
  const say = (text: string) => substitute(text, values) || '…';
  return (
    <PhoneFrame title={company} subtitle={t('interview.chat')}>
      <Bubble>{say(definition.greeting)}</Bubble>
      {definition.questions.map(({ id, text, type, choices }) => (
        <div key={id} style={{ display: 'contents' }}>
          <Bubble>{say(text)}</Bubble>
          {type === 'choice' && (
            <div className={phoneChips}>
              {choices?.map((choice) => (
                <span key={choice.id} className={phoneChip}>
                  {choice.label || '…'}
                </span>
              ))}
            </div>
          )}
          <span className={phoneHint}>{t(`interview.accepts.${type}`)}</span>
        </div>
      ))}
      {definition.closing.text && <Bubble>{say(definition.closing.text)}</Bubble>}
    </PhoneFrame>
  );
}
