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

package io.github.zkleader.controlroom;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.zkleader.controlroom.Faults.Fault;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Sends views to the pages that are open, and does what their buttons say.
 */
@RestController
class ControlRoomController {

	private final Set<SseEmitter> pages = ConcurrentHashMap.newKeySet();

	private final Observer observer;

	private final Fleet fleet;

	private final Faults faults;

	ControlRoomController(Observer observer, Fleet fleet, Faults faults) {
		this.observer = observer;
		this.fleet = fleet;
		this.faults = faults;
	}

	@GetMapping("/view")
	View view() {
		return this.observer.look();
	}

	@GetMapping(path = "/views", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	SseEmitter views() {
		SseEmitter page = new SseEmitter(0L);
		page.onCompletion(() -> this.pages.remove(page));
		page.onError((ex) -> this.pages.remove(page));
		this.pages.add(page);
		return page;
	}

	@Scheduled(fixedRate = 250)
	void send() {
		if (this.pages.isEmpty()) {
			return;
		}
		View view = this.observer.look();
		this.pages.removeIf((page) -> !isSent(view, page));
	}

	private static boolean isSent(View view, SseEmitter page) {
		try {
			page.send(view, MediaType.APPLICATION_JSON);
			return true;
		}
		catch (IOException | IllegalStateException ex) {
			return false;
		}
	}

	@PostMapping("/actions")
	@ResponseStatus(HttpStatus.ACCEPTED)
	void act(@RequestBody Order order) throws IOException, InterruptedException {
		Fault fault = this.faults.prepare(order.action(), order.target());
		order.action().apply(this.fleet, order.target());
		this.faults.add(fault);
	}

	@ExceptionHandler
	ProblemDetail refused(RefusedActionException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, String.valueOf(ex.getMessage()));
	}

	/**
	 * What a button sends.
	 *
	 * @param action what to do
	 * @param target the name of an instance or a server; none to start an instance
	 */
	record Order(Action action, String target) {

		Order {
			target = (target != null) ? target : "";
		}

	}

}
