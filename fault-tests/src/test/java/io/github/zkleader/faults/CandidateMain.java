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

package io.github.zkleader.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import io.github.zkleader.ConnectionStatus;
import io.github.zkleader.ElectionListener;
import io.github.zkleader.LeaderElections;
import io.github.zkleader.LeaderOnly;
import io.github.zkleader.Leadership;
import io.github.zkleader.LeadershipStatus;
import io.github.zkleader.Term;
import io.github.zkleader.autoconfigure.LeaderProperties;
import io.github.zkleader.election.ElectionSettings;
import io.github.zkleader.election.ElectionsFactory;
import io.github.zkleader.election.SteppedClock;
import io.github.zkleader.processes.ChildMain;
import org.apache.curator.framework.CuratorFramework;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.integration.leader.event.OnGrantedEvent;
import org.springframework.integration.leader.event.OnRevokedEvent;

/**
 * An application that takes part in an election and asks all the time whether it leads.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class CandidateMain {

	/**
	 * For how long answers are recorded after the application has stopped.
	 */
	private static final long LINGER = 100_000_000;

	/**
	 * As a machine looks to its lease that was suspended.
	 */
	private static final Duration STEP_FORWARD = Candidates.SESSION_TIMEOUT.multipliedBy(3);

	private static final Duration STEP_BACK = Duration.ofHours(-1);

	/**
	 * Has a second application context run in the process.
	 */
	static final String TWIN = "--twin";

	static final String TWIN_DIRECTORY = "twin";

	@Bean
	GatedWork gatedWork() {
		return new GatedWork();
	}

	@Bean
	SteppedClock steppedClock() {
		return new SteppedClock();
	}

	@Bean
	ElectionsFactory leaderElectionsFactory(SteppedClock clock, ElectionSettings settings, LeaderProperties properties,
			ApplicationEventPublisher publisher, ObjectProvider<ElectionListener> listeners) {
		return clock.factory(settings, properties.getRole(), publisher, listeners.orderedStream().toList());
	}

	@Bean
	Listeners listeners(Asker asker, Leadership leadership) {
		return new Listeners(asker, leadership);
	}

	public static void main(String[] args) {
		Path directory = Path.of(args[0]);
		List<String> properties = List.of(args).subList(1, args.length);
		Asker asker = new Asker(directory);
		ChildMain.obey(asker::command);
		String ids = run(asker, properties).getId();
		if (properties.contains(TWIN)) {
			ids += " " + run(new Asker(directory.resolve(TWIN_DIRECTORY)), properties).getId();
		}
		ChildMain.reply("ready " + System.nanoTime() + " " + ids);
		while (true) {
			LockSupport.park();
		}
	}

	private static Subject run(Asker asker, List<String> properties) {
		SpringApplication application = new SpringApplicationBuilder(CandidateMain.class).web(WebApplicationType.NONE)
			.initializers((context) -> context.getBeanFactory().registerSingleton("asker", asker))
			.build();
		SpringApplication.getShutdownHandlers().add(() -> {
			asker.stopped();
			LockSupport.parkNanos(LINGER);
		});
		Subject subject = new ZkleaderSubject(application.run(properties.toArray(String[]::new)));
		asker.start(subject);
		return subject;
	}

	/**
	 * Tells the asker what the application is told.
	 */
	static class Listeners {

		private final Asker asker;

		private final Leadership leadership;

		Listeners(Asker asker, Leadership leadership) {
			this.asker = asker;
			this.leadership = leadership;
		}

		@EventListener
		void granted(OnGrantedEvent event) {
			this.asker.granted(this.leadership.getTerm().map(Term::fencingToken).orElse(0L));
		}

		@EventListener
		void revoked(OnRevokedEvent event) {
			this.asker.revoked();
		}

	}

	/**
	 * Work for the leader only.
	 */
	public static class GatedWork {

		@LeaderOnly
		public void run(GatedBody body) {
			body.run(System.nanoTime(), Term.current().fencingToken());
		}

	}

	private record ZkleaderSubject(ConfigurableApplicationContext context, Leadership leadership,
			GatedWork work) implements Subject {

		ZkleaderSubject(ConfigurableApplicationContext context) {
			this(context, context.getBean(Leadership.class), context.getBean(GatedWork.class));
		}

		@Override
		public String getId() {
			return this.leadership.getId();
		}

		@Override
		public boolean isLeader() {
			return this.leadership.isLeader();
		}

		@Override
		public long token() {
			return this.leadership.getTerm().map(Term::fencingToken).orElse(0L);
		}

		@Override
		public void method(GatedBody body) {
			this.work.run(body);
		}

		@Override
		public void guard(GatedBody body) {
			this.leadership.guard(() -> body.run(System.nanoTime(), Term.current().fencingToken()));
		}

		@Override
		public void yield() {
			this.leadership.yield();
		}

		@Override
		public String command(String name) {
			switch (name) {
				case "status" -> {
					return status();
				}
				case "threads" -> {
					return String.join(",", OwnThreads.names());
				}
				case "wall-forward" -> this.context.getBean(SteppedClock.class).step(STEP_FORWARD);
				case "wall-back" -> this.context.getBean(SteppedClock.class).step(STEP_BACK);
				case "close-client" -> this.context.getBean(CuratorFramework.class).close();
				case "pause" -> this.leadership.pause();
				case "resume" -> this.leadership.resume();
				case "stop" -> this.context.stop();
				case "start" -> this.context.start();
				case "close" -> this.context.close();
				default -> throw new IllegalArgumentException(name);
			}
			return "";
		}

		private String status() {
			LeadershipStatus status = this.leadership.getStatus();
			ConnectionStatus connection = this.context.getBean(LeaderElections.class).getConnection();
			return new CandidateStatus(status.state(), connection.state(),
					(connection.sessionTimeout() != null) ? connection.sessionTimeout() : Duration.ZERO,
					(connection.leaseRemaining() != null) ? connection.leaseRemaining() : Duration.ZERO,
					(status.problem() != null) ? status.problem() : "")
				.toLine();
		}

	}

}
