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

package io.github.zkleader.gate;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.zkleader.GatedRun;
import io.github.zkleader.LeaderElections;
import io.github.zkleader.LeaderOnly;
import io.github.zkleader.Leadership;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.LeadershipStatus;
import io.github.zkleader.TaskStatus;
import io.github.zkleader.Term;
import io.github.zkleader.autoconfigure.LeaderClientAutoConfiguration;
import io.github.zkleader.autoconfigure.LeaderElectionAutoConfiguration;
import io.github.zkleader.autoconfigure.LeaderGateAutoConfiguration;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.BeanNameAware;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.integration.leader.event.OnGrantedEvent;
import org.springframework.integration.leader.event.OnRevokedEvent;
import org.springframework.integration.support.SmartLifecycleRoleController;
import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link LeaderOnly} beans that are started and stopped.
 */
class LeaderOnlyLifecycleTests {

	private static final List<String> calls = new CopyOnWriteArrayList<>();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, LifecycleAutoConfiguration.class,
				LeaderElectionAutoConfiguration.class, LeaderGateAutoConfiguration.class))
		.withPropertyValues("leader.standalone=true", "leader.id=me", "leader.path=/test");

	@BeforeEach
	void clear() {
		calls.clear();
	}

	@Test
	void isNotStartedWithTheContext() {
		this.contextRunner.withPropertyValues("leader.auto-start=false")
			.withBean("container", Container.class)
			.run((context) -> {
				assertThat(calls).isEmpty();
				context.start();
				await().until(() -> calls.contains("start container"));
				assertThat(calls.get(0)).isEqualTo("start container");
			});
	}

	@Test
	void isNeverStartedWhenElectionsAreDisabled() {
		this.contextRunner.withPropertyValues("leader.enabled=false")
			.withBean("container", Container.class)
			.run((context) -> {
				context.start();
				assertThat(calls).isEmpty();
				assertThat(status(context).tasks()).extracting(TaskStatus::task).containsExactly("container.start");
			});
	}

	@Test
	void isStartedOnAThreadOfItsOwnAfterTheGateHasOpened() {
		this.contextRunner.withBean("container", Container.class).withBean(Events.class).run((context) -> {
			awaitStarted();
			assertThat(calls).containsExactly("granted", "start container");
			Container container = context.getBean(Container.class);
			assertThat(container.leader).isTrue();
			assertThat(container.term).isEqualTo(context.getBean(Leadership.class).getTerm().orElseThrow());
			assertThat(container.thread).isEqualTo("zkleader-lifecycle-leader");
		});
	}

	@Test
	void isStartedEvenIfItDoesNotStartAutomatically() {
		this.contextRunner.withBean("container", Container.class, () -> new Container(0, false))
			.run((context) -> awaitStarted());
	}

	@Test
	void isStoppedBeforeTheRevocationIsHeard() {
		this.contextRunner.withBean("container", Container.class).withBean(Events.class).run((context) -> {
			awaitStarted();
			calls.clear();
			context.getBean(Leadership.class).pause();
			await().until(() -> state(context) == LeadershipState.PAUSED);
			assertThat(calls).containsExactly("stop container", "revoked");
			assertThat(context.getBean(Container.class).leaderAtStop).isFalse();
		});
	}

	@Test
	void handOverWaitsUntilItHasStopped() {
		this.contextRunner.withBean("container", Container.class).withBean(Events.class).run((context) -> {
			Container container = context.getBean(Container.class);
			container.stopsAsynchronously();
			awaitStarted();
			calls.clear();
			context.getBean(Leadership.class).pause();
			await().until(() -> calls.contains("stop container"));
			assertThat(state(context)).isEqualTo(LeadershipState.RELEASING);
			assertThat(calls).doesNotContain("revoked");
			container.stopped();
			await().until(() -> state(context) == LeadershipState.PAUSED);
			assertThat(calls).containsExactly("stop container", "revoked");
			assertThat(task(context).interrupted()).isZero();
		});
	}

	@Test
	void isAnOverrunWhenItDoesNotStop() {
		this.contextRunner.withPropertyValues("leader.drain-timeout=100ms", "leader.interrupt-grace=100ms")
			.withBean("container", Container.class)
			.run((context) -> {
				Container container = context.getBean(Container.class);
				container.stopsAsynchronously();
				awaitStarted();
				context.getBean(Leadership.class).pause();
				await().until(() -> status(context).overruns().contains("container.start"));
				assertThat(state(context)).isEqualTo(LeadershipState.RELEASING);
				container.stopped();
				await().until(() -> state(context) == LeadershipState.PAUSED);
			});
	}

	@Test
	void isStartedAgainAtTheNextGrant() {
		this.contextRunner.withBean("container", Container.class).run((context) -> {
			awaitStarted();
			context.getBean(Leadership.class).pause();
			await().until(() -> state(context) == LeadershipState.PAUSED);
			context.getBean(Leadership.class).resume();
			await().until(() -> calls.equals(List.of("start container", "stop container", "start container")));
			context.getBean(Leadership.class).yield();
			await().until(() -> calls.size() == 5);
		});
	}

	@Test
	void followsStopAndStartOfTheContext() {
		this.contextRunner.withBean("container", Container.class).run((context) -> {
			awaitStarted();
			context.stop();
			assertThat(calls).containsExactly("start container", "stop container");
			context.start();
			await().until(() -> calls.equals(List.of("start container", "stop container", "start container")));
		});
	}

	@Test
	void followsPauseAndRestartOfTheContext() {
		this.contextRunner.withBean("container", Container.class).run((context) -> {
			awaitStarted();
			ConfigurableApplicationContext source = context.getSourceApplicationContext();
			source.pause();
			assertThat(calls).containsExactly("start container", "stop container");
			source.restart();
			await().until(() -> calls.equals(List.of("start container", "stop container", "start container")));
		});
	}

	@Test
	void isStoppedWhenTheContextIsClosed() {
		this.contextRunner.withBean("container", Container.class).run((context) -> awaitStarted());
		assertThat(calls).containsExactly("start container", "stop container");
	}

	@Test
	void phasesAreRespected() {
		this.contextRunner.withBean("last", Container.class, () -> new Container(2, true))
			.withBean("first", Container.class, () -> new Container(-2, true))
			.withBean("middle", Container.class)
			.run((context) -> {
				Container last = context.getBean("last", Container.class);
				last.stopsAsynchronously();
				await().until(() -> calls.equals(List.of("start first", "start middle", "start last")));
				calls.clear();
				context.getBean(Leadership.class).pause();
				await().until(() -> calls.equals(List.of("stop last")));
				await().during(200, TimeUnit.MILLISECONDS).until(() -> calls.size() == 1);
				last.stopped();
				await().until(() -> calls.equals(List.of("stop last", "stop middle", "stop first")));
			});
	}

	@Test
	void failureToStartIsCountedAndLeavesOthersAlone() {
		this.contextRunner.withBean("broken", Broken.class).withBean("container", Container.class).run((context) -> {
			awaitStarted();
			assertThat(status(context).tasks()).filteredOn((task) -> task.task().equals("broken.start"))
				.extracting(TaskStatus::failed)
				.containsExactly(1L);
			assertThat(state(context)).isEqualTo(LeadershipState.LEADER);
			context.getBean(Leadership.class).pause();
			await().until(() -> state(context) == LeadershipState.PAUSED);
			assertThat(calls).containsExactly("start broken", "start container", "stop container");
		});
	}

	@Test
	void startThatHangsDelaysNeitherTheGateNorItsClosing() {
		this.contextRunner.withPropertyValues("leader.drain-timeout=100ms")
			.withBean("hanging", Hanging.class)
			.run((context) -> {
				await().until(() -> calls.contains("start hanging"));
				Leadership leadership = context.getBean(Leadership.class);
				await().until(leadership::isLeader);
				leadership.pause();
				assertThat(leadership.isLeader()).isFalse();
				await().until(() -> state(context) == LeadershipState.PAUSED);
				assertThat(calls).containsExactly("start hanging", "interrupted hanging");
			});
	}

	@Test
	void allAreToldToStopAtOnceWhenLeadershipIsLostByForce() throws Exception {
		try (TestingServer server = new TestingServer()) {
			ensemble(server).withBean("last", Container.class, () -> new Container(2, true))
				.withBean("first", Container.class)
				.run((context) -> {
					Container last = context.getBean("last", Container.class);
					last.stopsAsynchronously();
					await().until(() -> calls.equals(List.of("start first", "start last")));
					loseLock(context);
					await().until(() -> calls.contains("stop first") && calls.contains("stop last"));
					last.stopped();
					await().until(() -> calls.size() == 6);
					assertThat(status(context).tasks()).extracting(TaskStatus::interrupted).containsExactly(1L, 1L);
				});
		}
	}

	@Test
	void oneThatStoppedLateIsStartedAgain() throws Exception {
		try (TestingServer server = new TestingServer()) {
			ensemble(server).withPropertyValues("leader.interrupt-grace=100ms")
				.withBean("container", Container.class)
				.run((context) -> {
					Container container = context.getBean(Container.class);
					container.stopsAsynchronously();
					awaitStarted();
					long token = context.getBean(Leadership.class).getTerm().orElseThrow().fencingToken();
					loseLock(context);
					await().until(() -> context.getBean(Leadership.class)
						.getTerm()
						.filter((term) -> term.fencingToken() > token)
						.isPresent());
					assertThat(calls).containsExactly("start container", "stop container");
					container.stopped();
					await().until(() -> calls.equals(List.of("start container", "stop container", "start container")));
				});
		}
	}

	@Test
	void beanMethod() {
		this.contextRunner.withUserConfiguration(BeanMethod.class).run((context) -> {
			await().until(() -> calls.contains("start gated"));
			assertThat(calls).containsExactly("start free", "start gated");
			assertThat(context.getBean(LeaderElections.class).get("reports").getStatus().tasks())
				.extracting(TaskStatus::task)
				.containsExactly("gated.start");
		});
	}

	@Test
	void prototypeIsRefused() {
		this.contextRunner
			.withBean("container", Container.class, Container::new, (definition) -> definition.setScope("prototype"))
			.run((context) -> assertThatExceptionOfType(BeanCreationException.class)
				.isThrownBy(() -> context.getBean("container"))
				.withRootCauseInstanceOf(InvalidLeaderOnlyException.class)
				.withMessageContaining("no singleton"));
	}

	@Test
	void lazyBean() {
		this.contextRunner
			.withBean("container", Container.class, Container::new, (definition) -> definition.setLazyInit(true))
			.run((context) -> awaitStarted());
	}

	@Test
	void factoryThatStartsWhatItMakes() {
		this.contextRunner.withUserConfiguration(FactoryMethod.class).run((context) -> {
			await().until(() -> calls.contains("start container"));
			assertThat(calls).containsExactly("granted", "start container");
			assertThat(context.getBean("container")).isEqualTo("product");
		});
	}

	@Test
	void shutdownTimeoutOfPhasesIsThatOfTheApplication() {
		this.contextRunner.withPropertyValues("spring.lifecycle.timeout-per-shutdown-phase=7s")
			.run((context) -> assertThat(
					ReflectionTestUtils.getField(context.getBean("lifecycleProcessor"), "timeoutPerShutdownPhase"))
				.isEqualTo(7000L));
	}

	@Test
	void roleControllerOfSpringIntegrationReactsToTheSameEvents() {
		this.contextRunner.withUserConfiguration(RoleController.class).run((context) -> {
			await().until(() -> calls.contains("start endpoint"));
			context.getBean(Leadership.class).pause();
			await().until(() -> state(context) == LeadershipState.PAUSED);
			assertThat(calls).containsExactly("start endpoint", "stop endpoint");
		});
	}

	private ApplicationContextRunner ensemble(TestingServer server) {
		return this.contextRunner.withConfiguration(AutoConfigurations.of(LeaderClientAutoConfiguration.class))
			.withPropertyValues("leader.standalone=false",
					"leader.zookeeper.connect-string=" + server.getConnectString());
	}

	private static void loseLock(ApplicationContext context) throws Exception {
		CuratorFramework client = context.getBean(CuratorFramework.class);
		client.delete().forPath("/test/leader/" + client.getChildren().forPath("/test/leader").get(0));
	}

	private static void awaitStarted() {
		await().until(() -> calls.contains("start container"));
	}

	private static LeadershipStatus status(ApplicationContext context) {
		return context.getBean(Leadership.class).getStatus();
	}

	private static LeadershipState state(ApplicationContext context) {
		return status(context).state();
	}

	private static TaskStatus task(ApplicationContext context) {
		return status(context).tasks().get(0);
	}

	static class Recorder implements SmartLifecycle, BeanNameAware, ApplicationContextAware {

		private final int phase;

		private final boolean autoStartup;

		ApplicationContext context;

		String name;

		volatile Term term;

		volatile boolean leader;

		volatile boolean leaderAtStop;

		volatile String thread;

		private volatile boolean asynchronous;

		private volatile Runnable callback;

		private volatile boolean running;

		Recorder(int phase, boolean autoStartup) {
			this.phase = phase;
			this.autoStartup = autoStartup;
		}

		@Override
		public void setBeanName(String name) {
			this.name = name;
		}

		@Override
		public void setApplicationContext(ApplicationContext context) {
			this.context = context;
		}

		void stopsAsynchronously() {
			this.asynchronous = true;
		}

		void stopped() {
			await().until(() -> this.callback != null);
			this.asynchronous = false;
			this.callback.run();
		}

		// Final, as in message listener containers
		@Override
		public final void start() {
			GatedRun run = GatedRun.current();
			this.term = (run != null) ? run.getTerm() : null;
			this.leader = this.context.getBean(Leadership.class).isLeader();
			this.thread = Thread.currentThread().getName();
			calls.add("start " + this.name);
			this.running = true;
			started();
		}

		void started() {
		}

		@Override
		public final void stop(Runnable callback) {
			this.leaderAtStop = this.context.getBean(Leadership.class).isLeader();
			calls.add("stop " + this.name);
			this.running = false;
			if (this.asynchronous) {
				this.callback = callback;
			}
			else {
				callback.run();
			}
		}

		@Override
		public void stop() {
			stop(() -> {
			});
		}

		@Override
		public final boolean isRunning() {
			return this.running;
		}

		@Override
		public boolean isAutoStartup() {
			return this.autoStartup;
		}

		@Override
		public int getPhase() {
			return this.phase;
		}

	}

	@LeaderOnly
	static class Container extends Recorder {

		Container() {
			this(0, true);
		}

		Container(int phase, boolean autoStartup) {
			super(phase, autoStartup);
		}

	}

	@LeaderOnly
	static class Broken extends Recorder {

		Broken() {
			super(-1, true);
		}

		@Override
		void started() {
			throw new IllegalStateException("broken");
		}

	}

	@LeaderOnly
	static class Hanging extends Recorder {

		Hanging() {
			super(0, true);
		}

		@Override
		void started() {
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				calls.add("interrupted " + this.name);
				throw new IllegalStateException(ex);
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BeanMethod {

		@Bean
		@LeaderOnly("reports")
		Recorder gated() {
			return new Recorder(-1, true);
		}

		@Bean
		Recorder free() {
			return new Recorder(0, true);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FactoryMethod {

		@Bean
		@LeaderOnly
		FactoryWithLifecycle container() {
			return new FactoryWithLifecycle();
		}

		@Bean
		Events events() {
			return new Events();
		}

	}

	static class FactoryWithLifecycle extends Recorder implements FactoryBean<String> {

		FactoryWithLifecycle() {
			super(0, true);
		}

		@Override
		public String getObject() {
			return "product";
		}

		@Override
		public Class<?> getObjectType() {
			return String.class;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RoleController {

		@Bean
		Recorder endpoint() {
			return new Recorder(0, false);
		}

		@Bean
		SmartLifecycleRoleController roleController(Recorder endpoint, Leadership leadership) {
			return new SmartLifecycleRoleController(List.of(leadership.getRole()), List.of(endpoint));
		}

	}

	static class Events {

		@EventListener
		void granted(OnGrantedEvent event) {
			calls.add("granted");
		}

		@EventListener
		void revoked(OnRevokedEvent event) {
			calls.add("revoked");
		}

	}

}
