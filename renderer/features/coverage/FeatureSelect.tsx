import type { ReactNode } from 'react';
import {
  Button,
  Header,
  Label,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Popover,
  Select,
  SelectValue,
} from 'react-aria-components';
import { FEATURE_GROUPS, FEATURES } from '../../../shared/feature-catalogue.js';
import { Icon } from '../../components/Icon.js';

export function FeatureSelect(props: {
  readonly feature: string;
  readonly onChange: (feature: string) => void;
}): ReactNode {
  return (
    <Select
      className="select"
      selectedKey={props.feature}
      onSelectionChange={(key) => {
        if (typeof key === 'string') props.onChange(key);
      }}
    >
      <Label className="field-label">Feature</Label>
      <Button className="button">
        <SelectValue>{({ defaultChildren }) => <code>{defaultChildren ?? props.feature}</code>}</SelectValue>
        <Icon name="down" />
      </Button>
      <Popover className="popover">
        <ListBox className="listbox">
          {FEATURE_GROUPS.map((group) => (
            <ListBoxSection key={group} id={group}>
              <Header className="listbox-head">{group.replaceAll('_', ' ')}</Header>
              {FEATURES.filter((feature) => feature.group === group).map((feature) => (
                <ListBoxItem key={feature.name} id={feature.name} textValue={feature.name} className="listbox-item">
                  <span className="num muted">{feature.index}</span> {feature.name}
                </ListBoxItem>
              ))}
            </ListBoxSection>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
