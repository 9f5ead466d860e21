// SPDX-License-Identifier: Apache-2.0
package drclean;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import drclean.storage.Storage;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/// The form of the house: its layers hold, and its files and functions stay small.
class HouseTest {
  private static final int LONGEST_FILE = 250;
  private static final int LONGEST_FUNCTION = 30;
  private static final int MOST_PARAMETERS = 4;

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(place -> !place.contains("-tests.jar"))
          .importPackages("drclean");

  private static final JavaClasses PLANTED = new ClassFileImporter().importClasses(Planted.class);

  @Test
  void roomsUseOnlyTheRoomsBelowThem() {
    Architectures.layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("registry")
        .definedBy("drclean.registry")
        .layer("storage")
        .definedBy("drclean.storage")
        .layer("layout")
        .definedBy("drclean.layout")
        .layer("retention")
        .definedBy("drclean.retention..")
        .layer("plan")
        .definedBy("drclean.plan")
        .layer("run")
        .definedBy("drclean.run")
        .layer("remote")
        .definedBy("drclean.remote")
        .layer("command")
        .definedBy("drclean.command..")
        .layer("cli")
        .definedBy("drclean.cli")
        .whereLayer("registry")
        .mayNotAccessAnyLayer()
        .whereLayer("storage")
        .mayOnlyAccessLayers("registry")
        .whereLayer("layout")
        .mayOnlyAccessLayers("registry", "storage")
        .whereLayer("retention")
        .mayOnlyAccessLayers("registry")
        .whereLayer("plan")
        .mayOnlyAccessLayers("registry")
        .whereLayer("run")
        .mayOnlyAccessLayers("registry", "storage", "layout", "plan")
        .whereLayer("remote")
        .mayOnlyAccessLayers("registry", "layout")
        .whereLayer("remote")
        .mayOnlyBeAccessedByLayers("command", "cli")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .check(CLASSES);
  }

  @Test
  void roomsDoNotUseEachOtherInCircles() {
    SlicesRuleDefinition.slices()
        .matching("drclean.(*)..")
        .should()
        .beFreeOfCycles()
        .check(CLASSES);
  }

  @Test
  void aLayoutOnlyReads() {
    readingOnly("drclean.layout").check(CLASSES);
    assertThat(readingOnly("drclean").evaluate(PLANTED).hasViolation()).isTrue();
  }

  private static ArchRule readingOnly(String room) {
    return ArchRuleDefinition.noClasses()
        .that()
        .resideInAPackage(room)
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.assignableTo(Storage.class)
                .or(JavaClass.Predicates.belongToAnyOf(Storage.class)));
  }

  @Test
  void whatLooksAndDecidesIsToldTheTime() {
    clockless("drclean.registry", "drclean.layout", "drclean.plan", "drclean.retention..")
        .check(CLASSES);
    assertThat(clockless("drclean").evaluate(PLANTED).getFailureReport().getDetails()).hasSize(3);
  }

  private static ArchRule clockless(String... rooms) {
    return ArchRuleDefinition.noClasses()
        .that()
        .resideInAnyPackage(rooms)
        .should()
        .accessTargetWhere(DescribedPredicate.describe("a clock is asked", HouseTest::asksAClock));
  }

  private static boolean asksAClock(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String name = access.getTarget().getName();
    return owner.equals("java.lang.System")
        ? name.equals("currentTimeMillis") || name.equals("nanoTime")
        : owner.startsWith("java.time.")
            && (name.equals("now") || name.startsWith("system") || name.startsWith("tick"));
  }

  @Test
  void whatDecidesTouchesNoFile() {
    fileless("drclean.registry", "drclean.plan", "drclean.retention..").check(CLASSES);
    assertThat(fileless("drclean").evaluate(PLANTED).hasViolation()).isTrue();
  }

  private static ArchRule fileless(String... rooms) {
    return ArchRuleDefinition.noClasses()
        .that()
        .resideInAnyPackage(rooms)
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Files.class, File.class, FileInputStream.class, FileOutputStream.class);
  }

  /// What the rules of the rooms must find.
  static final class Planted {
    static boolean storage(Storage storage) {
      return storage.delete("");
    }

    static boolean clocks() {
      Supplier<Instant> now = Instant::now;
      return System.nanoTime() > InstantSource.system().millis() && now.get().isAfter(Instant.MIN);
    }

    static boolean file(File file) {
      return file.exists();
    }
  }

  @Test
  void everyFileNamesItsLicenceAndStaysSmall() throws IOException {
    var wrong = new ArrayList<String>();
    for (Path file : sources()) {
      List<String> lines = Files.readAllLines(file);
      if (!lines.getFirst().equals("// SPDX-License-Identifier: Apache-2.0")) {
        wrong.add(file + " does not begin with its licence");
      }
      if (lines.size() > LONGEST_FILE && !file.toString().contains("/test/")) {
        wrong.add("%s has %d lines".formatted(file, lines.size()));
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void functionsAreShortAndTakeFewParameters() throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var files = compiler.getStandardFileManager(null, null, null);
    List<Path> main = sources().stream().filter(p -> p.toString().contains("/main/")).toList();
    var task =
        (JavacTask)
            compiler.getTask(
                null, files, null, null, null, files.getJavaFileObjectsFromPaths(main));
    var wrong = new ArrayList<String>();
    for (CompilationUnitTree unit : task.parse()) {
      new Functions(unit, Trees.instance(task).getSourcePositions(), wrong).scan(unit, true);
    }
    assertThat(wrong).isEmpty();
  }

  /// With `-Dformat=write` the files are formatted instead of being complained of.
  @Test
  void everyFileIsFormatted() throws Exception {
    var formatter = new Formatter();
    var wrong = new ArrayList<String>();
    for (Path file : sources()) {
      String text = Files.readString(file);
      String formatted =
          RemoveUnusedImports.removeUnusedImports(formatter.formatSourceAndFixImports(text));
      if (!formatted.equals(text) && "write".equals(System.getProperty("format"))) {
        Files.writeString(file, formatted);
      } else if (!formatted.equals(text)) {
        wrong.add(
            file + " is not formatted; run: mvn -pl app -am test -Dtest=HouseTest -Dformat=write");
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> all = Files.walk(Path.of(".."))) {
      return all.filter(p -> p.toString().endsWith(".java") && !p.toString().contains("/target/"))
          .toList();
    }
  }

  /// Finds the functions that are too long or take too much.
  private static final class Functions extends TreeScanner<Boolean, Boolean> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> wrong;

    Functions(CompilationUnitTree unit, SourcePositions positions, List<String> wrong) {
      this.unit = unit;
      this.positions = positions;
      this.wrong = wrong;
    }

    @Override
    public Boolean visitMethod(MethodTree method, Boolean inner) {
      if (method.getBody() != null) {
        String name = unit.getSourceFile().getName() + " " + method.getName();
        long lines =
            line(positions.getEndPosition(unit, method.getBody()))
                - line(positions.getStartPosition(unit, method.getBody()));
        if (lines > LONGEST_FUNCTION) {
          wrong.add("%s has %d lines".formatted(name, lines));
        }
        if (method.getParameters().size() > MOST_PARAMETERS
            && !method.getName().contentEquals("<init>")) {
          wrong.add("%s takes %d parameters".formatted(name, method.getParameters().size()));
        }
      }
      return super.visitMethod(method, inner);
    }

    private long line(long position) {
      return unit.getLineMap().getLineNumber(position);
    }
  }
}
