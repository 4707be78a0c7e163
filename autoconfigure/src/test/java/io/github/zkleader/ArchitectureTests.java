/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.zkleader;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

/**
 * Rules that every class of the library follows, in the spirit of Spring Boot's own.
 */
class ArchitectureTests {

	private static final String ROOT = "io.github.zkleader";

	private static final String AUTOCONFIGURE = ROOT + ".autoconfigure..";

	private static final JavaClasses main = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(ROOT);

	private static final JavaClasses tests = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
		.importPackages(ROOT);

	/**
	 * What each package may know of the others, the API's root package always included.
	 */
	static final List<Map.Entry<String, List<String>>> layers = List.of(Map.entry("", List.of()),
			Map.entry(".election..", List.of(".election..")),
			Map.entry(".zookeeper..", List.of(".election..", ".zookeeper..")), Map.entry(".gate..", List.of(".gate..")),
			Map.entry(".actuate..", List.of(".actuate..")), Map.entry(".metrics..", List.of(".metrics..")),
			Map.entry(".observation..", List.of(".observation..")),
			Map.entry(".testcontainers..", List.of(".zookeeper..", ".testcontainers..")),
			Map.entry(".docker.compose..", List.of(".zookeeper..", ".docker.compose..")));

	@ParameterizedTest
	@FieldSource
	void layers(Map.Entry<String, List<String>> layer) {
		String[] known = Stream.concat(Stream.of(""), layer.getValue().stream())
			.map(ROOT::concat)
			.toArray(String[]::new);
		check(noClasses().that()
			.resideInAPackage(ROOT + layer.getKey())
			.should()
			.dependOnClassesThat(resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(known)))));
	}

	@Test
	void packagesAreFreeOfCycles() {
		check(SlicesRuleDefinition.slices().matching("(**)").should().beFreeOfCycles());
	}

	@Test
	void onlyElectionAndClientKnowZooKeeper() {
		check(noClasses().that()
			.resideOutsideOfPackages(ROOT + ".election..", ROOT + ".zookeeper..", ROOT + ".testcontainers..",
					AUTOCONFIGURE)
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.apache.curator..", "org.apache.zookeeper.."));
	}

	@Test
	void nothingKnowsJavax() {
		check(noClasses().should().dependOnClassesThat().resideInAnyPackage("javax.annotation..", "javax.inject.."));
	}

	@Test
	void packagesAreNullMarked() {
		check(classes().should(be(
				describe("in a @NullMarked package", (type) -> type.getPackage().isAnnotatedWith(NullMarked.class)))));
	}

	@Test
	void autoConfigurationsArePublicAndFinal() {
		check(classes().that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.andShould()
			.haveSimpleNameEndingWith("AutoConfiguration"));
	}

	@Test
	void autoConfigurationsHaveNoPublicMembers() {
		check(noMethods().that()
			.areDeclaredInClassesThat()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic());
	}

	@Test
	void configurationIsPackagePrivate() {
		check(classes().that()
			.resideInAPackage(AUTOCONFIGURE)
			.and()
			.areTopLevelClasses()
			.and()
			.areNotAnnotatedWith(AutoConfiguration.class)
			.and()
			.haveSimpleNameNotEndingWith("Properties")
			.should()
			.bePackagePrivate());
	}

	@Test
	void beanMethodsReturnConcreteTypes() {
		check(methods().that()
			.areAnnotatedWith(Bean.class)
			.should()
			.haveRawReturnType(describe("concrete, or hide their class on purpose", (type) -> !type.isInterface()
					|| resideInAnyPackage(ROOT + "..", "org.apache.curator..", "org.springframework.boot.health..")
						.test(type))));
	}

	@Test
	void postProcessorBeanMethodsAreStatic() {
		check(methods().that()
			.areAnnotatedWith(Bean.class)
			.and()
			.haveRawReturnType(assignableTo(BeanPostProcessor.class).or(assignableTo(BeanFactoryPostProcessor.class)))
			.should()
			.beStatic());
	}

	@Test
	void methodsHaveNoConditionOnClasses() {
		check(noMethods().should().beAnnotatedWith(ConditionalOnClass.class));
	}

	@Test
	void testsDoNotSleep() {
		noClasses().should().callMethodWhere(sleeps()).check(tests);
	}

	private static DescribedPredicate<JavaCall<?>> sleeps() {
		return describe("it sleeps",
				(call) -> call.getTarget().getName().equals("sleep")
						&& (call.getTargetOwner().isEquivalentTo(Thread.class)
								|| call.getTargetOwner().isEquivalentTo(TimeUnit.class)));
	}

	private static void check(ArchRule rule) {
		rule.allowEmptyShould(true).check(main);
	}

}
