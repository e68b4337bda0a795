package org.certdrop.home;

import java.util.Map;
import java.util.Optional;
import org.certdrop.identity.ConfiguredParty;
import org.certdrop.identity.FedbiomedConfig;
import org.certdrop.text.Printable;

/**
 * The keys that say who this party is: what certdrop.properties says counts first, then what the
 * configuration of its Fed-BioMed component says, where one is named, then the default.
 *
 * @param values the keys that certdrop.properties sets
 * @param fedbiomed Fed-BioMed's configuration
 */
record OwnKeys(Map<Setting, String> values, Optional<FedbiomedConfig> fedbiomed) {
  /** What Fed-BioMed's configuration says in the place of a key that is not set, or empty. */
  Optional<FedbiomedConfig.Entry> standIn(Setting setting) {
    if (fedbiomed.isEmpty() || !values.getOrDefault(setting, "").isEmpty()) {
      return Optional.empty();
    }
    FedbiomedConfig config = fedbiomed.get();
    return switch (setting) {
      case COMPONENT -> config.component();
      case PARTY_ID -> config.id();
      case IP -> config.ip();
      case PORT -> config.port();
      default -> Optional.empty();
    };
  }

  /** The value that counts. */
  String text(Setting setting) {
    return standIn(setting)
        .map(FedbiomedConfig.Entry::value)
        .orElseGet(() -> values.getOrDefault(setting, setting.defaultValue()));
  }

  /**
   * Whether nobody gives a value: the key is empty, or left out beside a Fed-BioMed configuration
   * that has none. The default is for those who have configured nothing yet.
   */
  boolean isLeftOpen(Setting setting) {
    return text(setting).isEmpty()
        || (fedbiomed.isPresent() && !values.containsKey(setting) && standIn(setting).isEmpty());
  }

  /** Whether the home or Fed-BioMed's configuration gives a value. */
  boolean isSet(Setting setting) {
    return values.containsKey(setting) || standIn(setting).isPresent();
  }

  /** What component and id are called where they stand. */
  ConfiguredParty.Names names() {
    return new ConfiguredParty.Names(name(Setting.COMPONENT), name(Setting.PARTY_ID));
  }

  private String name(Setting setting) {
    return standIn(setting).map(entry -> entry.name() + " in " + place()).orElseGet(setting::key);
  }

  /** Fed-BioMed's configuration, fit to be shown. */
  String place() {
    return Printable.of(fedbiomed.orElseThrow().file().toString());
  }
}
