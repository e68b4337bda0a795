import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.io.File;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads a manifest of etc/kubernetes as a cluster does that is strict: each value has its type, and
 * there is no unknown key. Prints how to run its pod, a line each: {@code init WORDS}, {@code mount
 * VOLUME SUBPATH|- PATH rw|ro}, {@code probe PORT PATH}, {@code setting LINE}.
 */
final class Manifest {
  private static final Map<String, Class<?>> KINDS =
      Map.of(
          "v1 ConfigMap", ConfigMap.class,
          "v1 PersistentVolumeClaim", PersistentVolumeClaim.class,
          "v1 Service", Service.class,
          "apps/v1 Deployment", Deployment.class,
          "apps/v1 StatefulSet", StatefulSet.class,
          "networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class);

  /** Whose keys are anybody's choice. */
  private static final Set<String> MAPS =
      Set.of("data", "labels", "matchLabels", "requests", "limits");

  /** The types take each key that they do not know, unless they are kept from it. */
  private static final ObjectMapper STRICT =
      new YAMLMapper()
          .setAnnotationIntrospector(
              new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated member) {
                  return false;
                }
              });

  private static final Set<String> claims = new HashSet<>();
  private static final Set<String> templates = new HashSet<>();
  private static ConfigMap configuration;
  private static final Set<String> services = new HashSet<>();
  private static PodTemplateSpec template;
  private static Map<String, String> selected;

  private Manifest() {}

  public static void main(String[] arguments) throws Exception {
    YAMLMapper yaml = new YAMLMapper();
    List<JsonNode> documents =
        yaml.readerFor(JsonNode.class)
            .<JsonNode>readValues(new File(arguments[0]))
            .readAll();
    for (JsonNode document : documents) {
      keep(typed(document));
      demandThatUnknownKeysAreFound(document, document, "");
    }
    PodSpec pod = template.getSpec();
    demand(selected.equals(template.getMetadata().getLabels()), "the selector fits the pod");
    pod.getVolumes().forEach(Manifest::demandSource);
    Set<String> volumes = new HashSet<>(templates);
    pod.getVolumes().forEach(volume -> volumes.add(volume.getName()));
    Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream())
        .flatMap(container -> container.getVolumeMounts().stream())
        .forEach(mount -> demand(volumes.contains(mount.getName()), "volume of " + mount));
    print(pod.getInitContainers().get(0), pod.getContainers().get(0));
  }

  private static Object typed(JsonNode document) throws Exception {
    String kind = document.path("apiVersion").asText() + " " + document.path("kind").asText();
    demand(KINDS.containsKey(kind), kind + " is known");
    return STRICT.treeToValue(document, KINDS.get(kind));
  }

  private static void keep(Object resource) {
    if (resource instanceof ConfigMap map) {
      configuration = map;
    } else if (resource instanceof PersistentVolumeClaim claim) {
      claims.add(claim.getMetadata().getName());
    } else if (resource instanceof Service service) {
      services.add(service.getMetadata().getName());
    } else if (resource instanceof Deployment found) {
      template = found.getSpec().getTemplate();
      selected = found.getSpec().getSelector().getMatchLabels();
    } else if (resource instanceof StatefulSet found) {
      template = found.getSpec().getTemplate();
      selected = found.getSpec().getSelector().getMatchLabels();
      demand(services.contains(found.getSpec().getServiceName()), "the service of its pods");
      found.getSpec().getVolumeClaimTemplates()
          .forEach(claim -> templates.add(claim.getMetadata().getName()));
    }
  }

  /** Without this, a reader that takes everything would pass. */
  private static void demandThatUnknownKeysAreFound(JsonNode document, JsonNode at, String path)
      throws Exception {
    boolean isSelectorOfService =
        document.path("kind").asText().equals("Service") && path.equals("/spec/selector");
    if (at instanceof ObjectNode object
        && !isSelectorOfService
        && !MAPS.contains(path.replaceFirst(".*/", ""))) {
      object.put("noSuchKey", 1);
      try {
        typed(document);
        throw new IllegalStateException("an unknown key in " + path + " is not found");
      } catch (JsonMappingException e) {
        object.remove("noSuchKey");
      }
    }
    for (Map.Entry<String, JsonNode> field : at.properties()) {
      demandThatUnknownKeysAreFound(document, field.getValue(), path + "/" + field.getKey());
    }
    for (JsonNode element : at.isArray() ? at : List.<JsonNode>of()) {
      demandThatUnknownKeysAreFound(document, element, path + "/-");
    }
  }

  private static void demandSource(Volume volume) {
    demand(
        volume.getEmptyDir() != null
            || volume.getSecret() != null
            || volume.getConfigMap() != null
                && volume.getConfigMap().getName().equals(configuration.getMetadata().getName())
            || volume.getPersistentVolumeClaim() != null
                && claims.contains(volume.getPersistentVolumeClaim().getClaimName()),
        "source of " + volume);
  }

  private static void print(Container init, Container container) {
    System.out.println("init " + String.join(" ", init.getCommand()));
    for (VolumeMount mount : container.getVolumeMounts()) {
      System.out.println(
          String.join(
              " ",
              "mount",
              mount.getName(),
              mount.getSubPath() == null ? "-" : mount.getSubPath(),
              mount.getMountPath(),
              Boolean.TRUE.equals(mount.getReadOnly()) ? "ro" : "rw"));
    }
    for (Probe probe : List.of(container.getStartupProbe(), container.getLivenessProbe())) {
      String port = probe.getHttpGet().getPort().getStrVal();
      int number =
          container.getPorts().stream()
              .filter(named -> named.getName().equals(port))
              .findFirst()
              .orElseThrow()
              .getContainerPort();
      System.out.println("probe " + number + " " + probe.getHttpGet().getPath());
    }
    configuration.getData().get("certdrop.properties").lines()
        .forEach(line -> System.out.println("setting " + line));
  }

  private static void demand(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException("It does not hold: " + what);
    }
  }
}
