package io.simpleflow;

import java.io.Serializable;

/**
 * The functional types that {@code submit} takes, so that the compiler checks a task's arguments
 * against the method reference that names it.
 *
 * <p>They are serializable because that is how Java lets a method reference be traced back to the
 * method: none of them is ever called or written anywhere. A lambda expression compiles too, but is
 * refused when it is submitted, because it names no method.
 */
public interface Func extends Serializable {
  /** A method without parameters. */
  @FunctionalInterface
  interface F0<R> extends Func {
    R call() throws Exception;
  }

  /** A method with one parameter. */
  @FunctionalInterface
  interface F1<A, R> extends Func {
    R call(A a) throws Exception;
  }

  /** A method with two parameters. */
  @FunctionalInterface
  interface F2<A, B, R> extends Func {
    R call(A a, B b) throws Exception;
  }

  /** A method with three parameters. */
  @FunctionalInterface
  interface F3<A, B, C, R> extends Func {
    R call(A a, B b, C c) throws Exception;
  }

  /** A method with four parameters. */
  @FunctionalInterface
  interface F4<A, B, C, D, R> extends Func {
    R call(A a, B b, C c, D d) throws Exception;
  }

  /** A method with five parameters. */
  @FunctionalInterface
  interface F5<A, B, C, D, E, R> extends Func {
    R call(A a, B b, C c, D d, E e) throws Exception;
  }

  /** A method with six parameters. */
  @FunctionalInterface
  interface F6<A, B, C, D, E, G, R> extends Func {
    R call(A a, B b, C c, D d, E e, G g) throws Exception;
  }

  /** A method without parameters or result. */
  @FunctionalInterface
  interface V0 extends Func {
    void call() throws Exception;
  }

  /** A method with one parameter and no result. */
  @FunctionalInterface
  interface V1<A> extends Func {
    void call(A a) throws Exception;
  }

  /** A method with two parameters and no result. */
  @FunctionalInterface
  interface V2<A, B> extends Func {
    void call(A a, B b) throws Exception;
  }

  /** A method with three parameters and no result. */
  @FunctionalInterface
  interface V3<A, B, C> extends Func {
    void call(A a, B b, C c) throws Exception;
  }

  /** A method with four parameters and no result. */
  @FunctionalInterface
  interface V4<A, B, C, D> extends Func {
    void call(A a, B b, C c, D d) throws Exception;
  }

  /** A method with five parameters and no result. */
  @FunctionalInterface
  interface V5<A, B, C, D, E> extends Func {
    void call(A a, B b, C c, D d, E e) throws Exception;
  }

  /** A method with six parameters and no result. */
  @FunctionalInterface
  interface V6<A, B, C, D, E, G> extends Func {
    void call(A a, B b, C c, D d, E e, G g) throws Exception;
  }
}
