// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.storage.Storage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/// A storage that does what another does, after something else has happened.
final class Through {
  private Through() {}

  /// What happens before each call, by the name of the function and its first argument.
  interface Before {
    void happens(String function, Object first);
  }

  static Storage of(Storage storage, Before before) {
    return (Storage)
        Proxy.newProxyInstance(
            Storage.class.getClassLoader(),
            new Class<?>[] {Storage.class},
            (_, method, arguments) -> {
              before.happens(method.getName(), arguments[0]);
              try {
                return method.invoke(storage, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
