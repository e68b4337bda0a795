package org.certdrop.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoginNameTest {
  private static String name(String user, String sudoUser, Integer uid) {
    return LoginName.of(user, Optional.ofNullable(sudoUser), Optional.ofNullable(uid)).name();
  }

  @Test
  void isTheUserWhoTypes() {
    assertThat(name("ana", null, 1000)).isEqualTo("ana");
  }

  @Test
  void namesThePersonBehindSudoAndTheAccount() {
    assertThat(name("certdrop", "ana", 990)).isEqualTo("ana (as certdrop)");
    assertThat(name("ana", "ana", 1000)).isEqualTo("ana");
    assertThat(name("ana", " ", 1000)).isEqualTo("ana");
  }

  @Test
  void isTheUsersNumberWhereThereIsNoName() {
    assertThat(name("?", null, 10001)).isEqualTo("uid 10001");
    assertThat(name("", null, 10001)).isEqualTo("uid 10001");
    assertThat(name("?", null, null)).isEqualTo("unknown");
  }

  @Test
  void isFitToBeShown() {
    assertThat(name("\u001b[31mana", "x".repeat(100), 1))
        .isEqualTo("x".repeat(64) + "... (as \\u001b[31mana)");
  }

  @Test
  void ofThisProcessHasAName() {
    assertThat(LoginName.current().name()).isNotBlank();
  }
}
