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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import io.github.zkleader.faults.Job.Manner;

/**
 * Asks a candidate all the time, on several threads, whether it leads, and writes down
 * what its listeners are told.
 */
final class Asker {

	private static final long PAUSE = Duration.ofMillis(2).toNanos();

	private final AtomicReference<Job> job = new AtomicReference<>(Job.NONE);

	private final AtomicReference<Job> grantedJob = new AtomicReference<>(Job.NONE);

	private final AtomicReference<Job> revokedJob = new AtomicReference<>(Job.NONE);

	private final AtomicReference<Job> nextRun = new AtomicReference<>();

	private final Path directory;

	private final Recorder events;

	private final Recorder listenerAnswers;

	private volatile Subject subject;

	Asker(Path directory) {
		this.directory = directory;
		this.events = new Recorder(directory.resolve("events.rec"));
		this.listenerAnswers = new Recorder(directory.resolve("listeners.rec"));
	}

	void start(Subject subject) {
		this.subject = subject;
		start("is-leader", this::askIsLeader);
		start("method", (recorder) -> askGate(Kind.METHOD, recorder, subject::method));
		start("guard", (recorder) -> askGate(Kind.GUARD, recorder, subject::guard));
	}

	private void start(String name, Consumer<Recorder> loop) {
		Recorder recorder = new Recorder(this.directory.resolve(name + ".rec"));
		Thread thread = new Thread(() -> {
			try {
				loop.accept(recorder);
			}
			catch (Throwable ex) {
				ex.printStackTrace();
				Runtime.getRuntime().halt(4);
			}
		}, "ask-" + name);
		thread.setDaemon(true);
		thread.start();
	}

	private void askIsLeader(Recorder recorder) {
		while (true) {
			askIsLeader(Kind.IS_LEADER, recorder);
			pause();
		}
	}

	private boolean askIsLeader(Kind kind, Recorder recorder) {
		long token = this.subject.token();
		long start = System.nanoTime();
		boolean yes = this.subject.isLeader();
		long end = System.nanoTime();
		recorder.answer(kind, yes, yes ? token : 0, start, 0, end);
		return yes;
	}

	private void askGate(Kind kind, Recorder recorder, Consumer<GatedBody> gate) {
		GatedBody body = new GatedBody();
		while (true) {
			Job once = (kind == Kind.GUARD && this.subject.isLeader()) ? this.nextRun.getAndSet(null) : null;
			body.prepare((once != null) ? once : this.job.get());
			long start = System.nanoTime();
			try {
				gate.accept(body);
			}
			catch (RuntimeException ex) {
				ex.printStackTrace();
			}
			long end = System.nanoTime();
			recorder.answer(kind, body.hasRun(), body.getToken(), start, body.getFirst(), end);
			if (Thread.interrupted()) {
				this.events.event(Kind.STRAY_INTERRUPT, body.getToken());
			}
			pause();
		}
	}

	private static void pause() {
		LockSupport.parkNanos(PAUSE);
	}

	void granted(long token) {
		this.events.event(Kind.GRANTED, token);
		this.grantedJob.getAndSet(Job.NONE).run();
	}

	void revoked() {
		this.events.event(Kind.REVOKED, 0);
		if (this.subject != null) {
			askIsLeader(Kind.REVOKED_LISTENER, this.listenerAnswers);
		}
		this.revokedJob.getAndSet(Job.NONE).run();
	}

	void stopped() {
		this.events.event(Kind.STOPPED, 0);
	}

	/**
	 * Yield inside a run, which goes on for a while with calls that are nested.
	 * @param nanos for how long
	 */
	void yieldInside(long nanos) {
		Job nested = new Job(Manner.SLOW, nanos, this::callNested);
		this.nextRun.set(new Job(Manner.SLOW, 1, () -> {
			this.subject.yield();
			nested.run();
			return true;
		}));
	}

	private boolean callNested() {
		GatedBody body = new GatedBody();
		body.prepare(Job.NONE);
		this.subject.method(body);
		if (!body.hasRun()) {
			this.events.event(Kind.NESTED_REFUSED, 0);
		}
		return body.hasRun();
	}

	String command(String[] words) throws Exception {
		return switch (words[0]) {
			case "yield" -> {
				this.subject.yield();
				yield "";
			}
			case "yield-inside" -> {
				yieldInside(nanos(words[1]));
				yield "";
			}
			case "job" -> {
				Job job = new Job(manner(words), nanos(words[2]), () -> true);
				this.job.set(job);
				job.started().await(1, TimeUnit.SECONDS);
				yield "";
			}
			case "granted" -> {
				this.grantedJob.set(new Job(manner(words), nanos(words[2]),
						() -> askIsLeader(Kind.GRANTED_LISTENER, this.listenerAnswers)));
				yield "";
			}
			case "revoked" -> {
				this.revokedJob.set(new Job(manner(words), nanos(words[2]),
						() -> askIsLeader(Kind.REVOKED_LISTENER, this.listenerAnswers)));
				yield "";
			}
			default -> this.subject.command(words[0]);
		};
	}

	private static Manner manner(String[] words) {
		return Manner.valueOf(words[1]);
	}

	private static long nanos(String millis) {
		return Duration.ofMillis(Long.parseLong(millis)).toNanos();
	}

}
