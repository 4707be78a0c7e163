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

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;
import org.springframework.core.annotation.AliasFor;

/**
 * Runs the annotated work on the leader only.
 * <ul>
 * <li>On a method: whoever calls it through the Spring proxy. A call from within the same
 * object is not seen; use {@link Leadership#guard(Runnable)} there.</li>
 * <li>On a type, or on a {@code @Bean} method: the {@code @Scheduled} methods of the
 * bean. If the bean is a {@code SmartLifecycle}, a message listener container or a poller
 * for example, then it is not started with the application context but each time after
 * the gate has opened, whether or not it starts automatically, and stopped when the gate
 * has closed.</li>
 * <li>On an annotation: as a meta-annotation.</li>
 * </ul>
 * A method level annotation overrides one on the type. The answer of the gate holds as of
 * the start of the call; what happens after it is protected by the
 * {@link Term#fencingToken() fencing token}.
 *
 * @see Leadership
 * @see Term#current()
 * @see ScheduledTick#current()
 */
@Target({ ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective
public @interface LeaderOnly {

	/**
	 * Alias for {@link #role}.
	 * @return the role
	 */
	@AliasFor("role")
	String value() default "";

	/**
	 * The role that has to be led. Placeholders are resolved at run time. Empty means the
	 * default role, {@code leader.role}.
	 * @return the role
	 */
	@AliasFor("value")
	String role() default "";

	/**
	 * What a call gets on an instance that does not lead.
	 * @return skip the call or fail it
	 */
	Otherwise otherwise() default Otherwise.SKIP;

	/**
	 * Whether the thread of a run in flight is interrupted when leadership is lost, or
	 * when it is given up and the run outlasts {@code leader.drain-timeout}. A result
	 * that is completed later, a subscription or a coroutine is cancelled instead.
	 * @return whether to interrupt
	 */
	boolean interrupt() default true;

	/**
	 * What becomes of scheduled times that fall into a gap without a leader, or whose run
	 * is interrupted because leadership ends. For {@code @Scheduled} methods only.
	 * <p>
	 * With anything but {@link Missed#SKIP}, leaders record the times that were worked
	 * through, and every one of them is worked through <em>at least once</em>: a run
	 * whose leader dies before it is recorded is repeated.
	 * {@link ScheduledTick#current()} tells the repeated run.
	 * @return whether and how to make up for them
	 */
	Missed missed() default Missed.SKIP;

}
