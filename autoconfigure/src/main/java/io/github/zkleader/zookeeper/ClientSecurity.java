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

package io.github.zkleader.zookeeper;

import java.util.function.Supplier;

import org.apache.zookeeper.client.ZKClientConfig;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;

/**
 * How a client proves who it is and whom it talks to: the SSL bundle of its connections
 * and the JAAS login context of its sessions. The bundle is asked for again whenever a
 * connection is opened, so that an updated one needs no new client. Safe for use by any
 * thread.
 */
public final class ClientSecurity implements AutoCloseable {

	private final Supplier<@Nullable SslBundle> bundle;

	private final @Nullable String loginContext;

	private final SslBundleFiles files = new SslBundleFiles();

	/**
	 * Create a new instance.
	 * @param bundle returns the current SSL bundle, or {@code null} if connections are
	 * not encrypted
	 * @param loginContext the name of the JAAS login context, or {@code null} for
	 * ZooKeeper's own choice
	 */
	public ClientSecurity(Supplier<@Nullable SslBundle> bundle, @Nullable String loginContext) {
		this.bundle = bundle;
		this.loginContext = loginContext;
	}

	/**
	 * Fail early if there is no such bundle, or none that ZooKeeper can use.
	 * @throws IllegalStateException if the bundle cannot be handed over to ZooKeeper
	 */
	void verify() {
		currentFiles();
	}

	/**
	 * Return a configuration that adds these means to another one.
	 * @param config the configuration
	 * @return the configuration to connect with
	 */
	ZKClientConfig secure(ZKClientConfig config) {
		if (this.loginContext != null) {
			config.setProperty(ZKClientConfig.LOGIN_CONTEXT_NAME_KEY, this.loginContext);
		}
		return (this.bundle.get() != null) ? new SslClientConfig(config, this::currentFiles) : config;
	}

	private SslBundleFiles currentFiles() {
		SslBundle bundle = this.bundle.get();
		if (bundle != null) {
			this.files.update(bundle);
		}
		return this.files;
	}

	/**
	 * Delete what was written to disk. The client is to be closed before.
	 */
	@Override
	public void close() {
		this.files.close();
	}

	/**
	 * Return what neither encrypts connections nor logs in.
	 * @return no security
	 */
	public static ClientSecurity none() {
		return new ClientSecurity(() -> null, null);
	}

}
