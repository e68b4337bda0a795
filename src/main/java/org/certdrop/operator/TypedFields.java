package org.certdrop.operator;

import java.util.List;
import java.util.Map;
import org.certdrop.rules.Finding;
import org.certdrop.submission.Field;

/** What a drop has in its sidecar, and {@code certdrop register} in its options. */
final class TypedFields {
  private static final Map<Field, String> OPTIONS =
      Map.of(Field.PARTY_ID, "-pi ID", Field.IP, "--ip IP", Field.PORT, "--port PORT");

  private TypedFields() {}

  /** Of a field that is missing: which option to type. What else was found stays as it is. */
  static Finding advise(Finding finding) {
    return OPTIONS.entrySet().stream()
        .filter(option -> isMissing(option.getKey(), finding))
        .findFirst()
        .map(
            option ->
                new Finding(
                    finding.code(),
                    finding.severity(),
                    finding.message(),
                    "Ask the sender for it, and type it, too: " + option.getValue() + "."))
        .orElse(finding);
  }

  private static boolean isMissing(Field field, Finding finding) {
    return field.missing(List.of()).message().equals(finding.message());
  }
}
