package org.certdrop.x509;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Key pairs for tests: elliptic curves fresh, RSA made once a size, because it is slow. */
public final class TestKeys {
  static final Provider PROVIDER = new BouncyCastleProvider();
  private static final Map<String, KeyPair> RSA = new ConcurrentHashMap<>();

  private TestKeys() {}

  /** A fresh P-256 key pair. */
  public static KeyPair p256() {
    return ec("secp256r1");
  }

  /** A fresh key pair on a named curve. */
  public static KeyPair ec(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", PROVIDER);
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** The one RSA key pair of this many bits. */
  public static KeyPair rsa(int bits) {
    return rsa(bits, "first");
  }

  /** An RSA key pair of this many bits, the same for the same name. */
  public static KeyPair rsa(int bits, String name) {
    return RSA.computeIfAbsent(bits + name, key -> keptRsa(bits, name));
  }

  /** A fresh key pair of an algorithm that needs no size: Ed25519, Ed448, ML-DSA-44, ... */
  public static KeyPair of(String algorithm) {
    try {
      return KeyPairGenerator.getInstance(algorithm, PROVIDER).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * The key pair that an earlier process left in the folder {@code test.keys}, or a fresh one. A
   * mutation run starts hundreds of processes, and most of their time would go into making keys.
   */
  private static KeyPair keptRsa(int bits, String name) {
    String folder = System.getProperty("test.keys");
    if (folder == null) {
      return freshRsa(bits);
    }
    Path kept = Path.of(folder, bits + "-" + name);
    try {
      if (Files.notExists(kept)) {
        keep(freshRsa(bits), kept);
      }
      try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(kept))) {
        return (KeyPair) in.readObject();
      }
    } catch (IOException | ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** Several processes may do so at once: whoever is last leaves the pair of all that follow. */
  private static void keep(KeyPair pair, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Path part = Files.createTempFile(file.getParent(), "part", "");
    try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(part))) {
      out.writeObject(pair);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static KeyPair freshRsa(int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", PROVIDER);
      generator.initialize(new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
