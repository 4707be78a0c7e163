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
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Certificates of a test, each signed by itself, and the stores that hold them.
 */
final class Certificates {

	static final String PASSWORD = "correct-horse";

	private final Path directory;

	Certificates(Path directory) {
		this.directory = directory;
	}

	/**
	 * Make a key and its certificate.
	 * @param name the common name
	 * @param options what else keytool is to know
	 * @return a key store with nothing but that
	 */
	Path key(String name, String... options) {
		Path store = this.directory.resolve(name + ".p12");
		List<String> command = new ArrayList<>(List.of(
				Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-J-Xshare:auto",
				"-J-XX:TieredStopAtLevel=1", "-genkeypair", "-alias", name, "-dname", "CN=" + name, "-keyalg", "EC",
				"-validity", "30", "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD));
		command.addAll(List.of(options));
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			String output = new String(process.getInputStream().readAllBytes());
			assertThat(process.waitFor()).as(output).isZero();
			return store;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	/**
	 * Make a store of certificates to trust.
	 * @param name the name of the store
	 * @param keys the key stores with the certificates
	 * @return the store
	 */
	Path trust(String name, Path... keys) {
		Path store = this.directory.resolve(name + ".p12");
		try (OutputStream out = Files.newOutputStream(store)) {
			KeyStore trusted = KeyStore.getInstance("PKCS12");
			trusted.load(null, null);
			for (Path key : keys) {
				KeyStore keyStore = KeyStore.getInstance("PKCS12");
				try (InputStream in = Files.newInputStream(key)) {
					keyStore.load(in, PASSWORD.toCharArray());
				}
				String alias = keyStore.aliases().nextElement();
				trusted.setCertificateEntry(alias, keyStore.getCertificate(alias));
			}
			trusted.store(out, PASSWORD.toCharArray());
			return store;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (GeneralSecurityException ex) {
			throw new AssertionError(ex);
		}
	}

	/**
	 * Write the key and the certificate of a key store as PEM.
	 * @param key the key store
	 * @return the file, which holds both
	 */
	Path pem(Path key) {
		Base64.Encoder base64 = Base64.getMimeEncoder();
		try (InputStream in = Files.newInputStream(key)) {
			KeyStore keyStore = KeyStore.getInstance("PKCS12");
			keyStore.load(in, PASSWORD.toCharArray());
			String alias = keyStore.aliases().nextElement();
			return Files.writeString(this.directory.resolve(alias + ".pem"), """
					-----BEGIN PRIVATE KEY-----
					%s
					-----END PRIVATE KEY-----
					-----BEGIN CERTIFICATE-----
					%s
					-----END CERTIFICATE-----
					""".formatted(base64.encodeToString(keyStore.getKey(alias, PASSWORD.toCharArray()).getEncoded()),
					base64.encodeToString(keyStore.getCertificate(alias).getEncoded())));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (GeneralSecurityException ex) {
			throw new AssertionError(ex);
		}
	}

	/**
	 * Put a copy of a store in the place of another one, at once.
	 * @param store the store
	 * @param target the place
	 */
	void copy(Path store, Path target) {
		try {
			Path part = Files.copy(store, this.directory.resolve("part"), StandardCopyOption.REPLACE_EXISTING);
			Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
