package org.certdrop.cli;

import org.certdrop.operator.LoginName;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A person's name. */
final class PersonConverter implements ITypeConverter<LoginName> {
  @Override
  public LoginName convert(String value) {
    return LoginName.given(value)
        .orElseThrow(bad -> new TypeConversionException(bad.problem() + " " + bad.hint()));
  }
}
