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

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

import org.apache.zookeeper.ClientCnxnSocketNetty;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ClientX509Util;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of a client whose connections are encrypted. ZooKeeper asks for the
 * location of the key store first whenever it opens a connection; all else comes from the
 * configuration of the application.
 */
final class SslClientConfig extends ZKClientConfig {

	private static final String DEFAULT_PROTOCOLS = "TLSv1.3,TLSv1.2";

	private final ZKClientConfig config;

	private final Supplier<SslBundleFiles> files;

	private final Map<String, Function<SslBundleFiles, @Nullable String>> properties = new HashMap<>();

	SslClientConfig(ZKClientConfig config, Supplier<SslBundleFiles> files) {
		this.config = config;
		this.files = files;
		this.properties.put(SECURE_CLIENT, (current) -> "true");
		this.properties.put(ZOOKEEPER_CLIENT_CNXN_SOCKET, (current) -> ClientCnxnSocketNetty.class.getName());
		try (ClientX509Util names = new ClientX509Util()) {
			this.properties.put(names.getSslKeystoreLocationProperty(), (current) -> text(current.getKeyStore()));
			this.properties.put(names.getSslKeystorePasswdProperty(), SslBundleFiles::getPassword);
			this.properties.put(names.getSslKeystorePasswdPathProperty(), (current) -> null);
			this.properties.put(names.getSslKeystoreTypeProperty(), (current) -> SslBundleFiles.TYPE);
			this.properties.put(names.getSslTruststoreLocationProperty(), (current) -> text(current.getTrustStore()));
			this.properties.put(names.getSslTruststorePasswdProperty(), SslBundleFiles::getPassword);
			this.properties.put(names.getSslTruststorePasswdPathProperty(), (current) -> null);
			this.properties.put(names.getSslTruststoreTypeProperty(), (current) -> SslBundleFiles.TYPE);
			this.properties.put(names.getSslEnabledProtocolsProperty(),
					(current) -> list(current.getOptions().getEnabledProtocols(), DEFAULT_PROTOCOLS));
			this.properties.put(names.getSslCipherSuitesProperty(),
					(current) -> list(current.getOptions().getCiphers(), null));
		}
	}

	@Override
	public @Nullable String getProperty(String key) {
		Function<SslBundleFiles, @Nullable String> property = this.properties.get(key);
		return (property != null) ? property.apply(this.files.get()) : this.config.getProperty(key);
	}

	@Override
	public @Nullable String getProperty(String key, @Nullable String defaultValue) {
		String value = getProperty(key);
		return (value != null) ? value : defaultValue;
	}

	@Override
	public String getJaasConfKey() {
		return this.config.getJaasConfKey();
	}

	private static @Nullable String text(@Nullable Path path) {
		return Objects.toString(path, null);
	}

	private static @Nullable String list(String @Nullable [] values, @Nullable String defaultValue) {
		return (values != null) ? String.join(",", values) : defaultValue;
	}

}
