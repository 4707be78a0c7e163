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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.zkleader.processes.ChildProcess;
import io.github.zkleader.processes.Ensemble;
import io.github.zkleader.processes.EnsembleServer;
import io.github.zkleader.processes.TcpProxy;
import io.github.zkleader.processes.TcpProxy.Direction;

/**
 * A candidate in a process of its own, with a link of its own to each server.
 */
final class CandidateProcess implements AutoCloseable {

	private final String name;

	private final Path directory;

	private final Map<Integer, TcpProxy> links = new TreeMap<>();

	private final ChildProcess process;

	private List<String> ids = List.of();

	private boolean killed;

	CandidateProcess(String name, Path directory, List<EnsembleServer> servers, Type type, String path) {
		this.name = name;
		this.directory = directory.resolve(type.name().toLowerCase() + "-" + name);
		try {
			Files.createDirectories(this.directory.resolve(CandidateMain.TWIN_DIRECTORY));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		servers.forEach((server) -> this.links.put(server.getId(), new TcpProxy(server.getClientPort())));
		String connectString = this.links.values()
			.stream()
			.map((link) -> "127.0.0.1:" + link.getPort())
			.collect(Collectors.joining(","));
		List<String> arguments = new ArrayList<>(List.of(this.directory.toString()));
		arguments.addAll(type.arguments(name, connectString, path));
		this.process = new ChildProcess(name, this.directory, List.of(), ChildProcess.classPath(), type.main,
				arguments);
	}

	void awaitReady() {
		long before = System.nanoTime();
		String[] words = this.process.awaitReady().split(" ");
		long there = Long.parseLong(words[0]);
		if (there > System.nanoTime() || there < before - 120_000_000_000L) {
			throw new IllegalStateException("The monotonic clock is not one of the whole host");
		}
		this.ids = List.of(words).subList(1, words.length);
	}

	/**
	 * Whether a candidate of the type {@link Type#READ_ONLY} makes do with a server that
	 * answers reads only.
	 * @param name the name of the candidate
	 * @return whether it does
	 */
	static boolean isReadOnly(String name) {
		return number(name) % 2 == 0;
	}

	/**
	 * Return who elects for a candidate. In a mixed fleet, which is the default, two
	 * candidates in a row have the same elector, so that every pair of electors meets as
	 * candidates are replaced.
	 * @param name the name of the candidate
	 * @return the elector
	 */
	static String elector(String name) {
		String elector = System.getProperty("faults.elector", "mixed");
		boolean direct = (number(name) / 2) % 2 == 1;
		return !elector.equals("mixed") ? elector : (direct ? "direct" : "initiator");
	}

	private static int number(String name) {
		return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
	}

	String getName() {
		return this.name;
	}

	/**
	 * Return the ids of the application contexts in this process.
	 * @return the ids, empty before it is ready
	 */
	List<String> getIds() {
		return this.ids;
	}

	ChildProcess process() {
		return this.process;
	}

	/**
	 * Kill the process.
	 */
	void kill() {
		this.killed = true;
		this.process.kill();
	}

	boolean isKilled() {
		return this.killed;
	}

	List<TcpProxy> links() {
		return List.copyOf(this.links.values());
	}

	TcpProxy linkTo(EnsembleServer server) {
		TcpProxy link = this.links.get(server.getId());
		if (link == null) {
			throw new IllegalArgumentException("No link to server " + server.getId());
		}
		return link;
	}

	/**
	 * Return when a server has first answered on the newest connection.
	 * @return the time
	 */
	long connectedSince() {
		return this.links.values().stream().mapToLong(TcpProxy::connectedSince).max().orElseThrow();
	}

	/**
	 * Return for how long no server has answered.
	 * @return the time in nanoseconds
	 */
	long silence() {
		return System.nanoTime() - this.links.values().stream().mapToLong(TcpProxy::answeredAt).max().orElseThrow();
	}

	void cut(Direction... directions) {
		links().forEach((link) -> link.cut(directions));
	}

	void heal() {
		links().forEach(TcpProxy::heal);
	}

	CandidateStatus status() {
		return CandidateStatus.of(this.process.command("status"));
	}

	/**
	 * Return the threads of elections and their clients.
	 * @return their names
	 */
	List<String> threads() {
		return Stream.of(this.process.command("threads").split(",")).filter((name) -> !name.isEmpty()).toList();
	}

	List<Answers> answers() {
		List<Answers> answers = new ArrayList<>();
		this.ids.forEach((id) -> answers.addAll(Recording.readAll(id, directoryOf(id))));
		return answers;
	}

	private Path directoryOf(String id) {
		return id.equals(this.ids.get(0)) ? this.directory : this.directory.resolve(CandidateMain.TWIN_DIRECTORY);
	}

	/**
	 * Whether it has just answered that it leads.
	 * @param id the id it should lead with
	 * @param token the token it should lead with
	 * @return whether it says so
	 */
	boolean saysThatItLeads(String id, long token) {
		Answers last = this.ids.contains(id) ? last(id, "is-leader.rec") : null;
		return last != null && last.yes() && (last.token() == token || last.token() == 0)
				&& System.nanoTime() - last.last().start() < 2 * Recorder.GAP;
	}

	/**
	 * Whether listeners were told of a grant, and their last answer was that it leads.
	 * @return whether it prepares
	 */
	boolean isPreparing() {
		Answers last = last(this.ids.get(0), "listeners.rec");
		return last != null && last.kind() == Kind.GRANTED_LISTENER && last.yes();
	}

	private Answers last(String id, String name) {
		Path file = directoryOf(id).resolve(name);
		List<Answers> answers = Files.exists(file) ? Recording.read(id, file) : List.of();
		return answers.isEmpty() ? null : answers.get(answers.size() - 1);
	}

	@Override
	public void close() {
		this.process.close();
		this.links.values().forEach(TcpProxy::close);
	}

	/**
	 * What takes part in the election.
	 */
	enum Type {

		/**
		 * An application with the library.
		 */
		ZKLEADER(CandidateMain.class) {

			@Override
			List<String> arguments(String name, String connectString, String path) {
				return application(name, connectString, path, Candidates.SESSION_TIMEOUT);
			}

		},

		/**
		 * An application with the library and a session that outlasts the restart of a
		 * server.
		 */
		PATIENT(CandidateMain.class) {

			@Override
			List<String> arguments(String name, String connectString, String path) {
				return application(name, connectString, path, Candidates.PATIENT_SESSION_TIMEOUT);
			}

		},

		/**
		 * Every other application makes do with a server that answers reads only.
		 */
		READ_ONLY(CandidateMain.class) {

			@Override
			List<String> arguments(String name, String connectString, String path) {
				List<String> arguments = new ArrayList<>(ZKLEADER.arguments(name, connectString, path));
				arguments.add("--leader.zookeeper.read-only=" + isReadOnly(name));
				return arguments;
			}

		},

		/**
		 * Two application contexts with the library in one process.
		 */
		TWINS(CandidateMain.class) {

			@Override
			List<String> arguments(String name, String connectString, String path) {
				List<String> arguments = new ArrayList<>(ZKLEADER.arguments(name, connectString, path));
				arguments.add(CandidateMain.TWIN);
				return arguments;
			}

		},

		/**
		 * Spring Integration's initiator alone.
		 */
		STOCK(StockMain.class) {

			@Override
			List<String> arguments(String name, String connectString, String path) {
				return List.of(connectString, path, name);
			}

		};

		private final Class<?> main;

		Type(Class<?> main) {
			this.main = main;
		}

		static List<String> application(String name, String connectString, String path, Duration sessionTimeout) {
			return List.of("--spring.application.name=" + name, "--leader.path=" + path,
					"--leader.role=" + Candidates.ROLE, "--leader.elector=" + elector(name),
					"--leader.zookeeper.connect-string=" + connectString,
					"--leader.zookeeper.session-timeout=" + sessionTimeout.toMillis() + "ms",
					"--leader.zookeeper.connection-timeout=" + Candidates.SESSION_TIMEOUT.toMillis() + "ms",
					"--leader.zookeeper.tick-time=" + Ensemble.TICK.toMillis() + "ms",
					"--leader.zookeeper.ensemble-tracker=false", "--leader.drain-timeout=3s",
					"--leader.interrupt-grace=1s", "--leader.prepare-timeout=4s", "--spring.main.banner-mode=off");
		}

		abstract List<String> arguments(String name, String connectString, String path);

	}

}
