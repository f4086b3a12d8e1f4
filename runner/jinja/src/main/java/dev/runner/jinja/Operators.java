package dev.runner.jinja;

import dev.runner.values.Arithmetic;
import dev.runner.values.Marks;
import dev.runner.values.Numbers;
import dev.runner.values.Ordering;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Texts;
import dev.runner.values.Undefined;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Expressions made of operators.
final class Operators {
  private Operators() {}

  /// The binary operators of arithmetic.
  enum Operator {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    FLOOR_DIVIDE,
    MODULO,
    POWER
  }

  record Binary(Operator operator, Expr left, Expr right, Spot at) implements Expr {
    @Override
    public Object evaluate(Rendering rendering) {
      Object a = left.evaluate(rendering);
      Object b = right.evaluate(rendering);
      try {
        return switch (operator) {
          case ADD -> Arithmetic.add(a, b);
          case SUBTRACT -> Arithmetic.subtract(a, b);
          case MULTIPLY -> Arithmetic.multiply(a, b);
          case DIVIDE -> Arithmetic.divide(a, b);
          case FLOOR_DIVIDE -> Arithmetic.floorDivide(a, b);
          case MODULO -> formatted(a, b);
          case POWER -> Arithmetic.power(a, b);
        };
      } catch (PythonException e) {
        throw at.failure(rendering, e);
      }
    }

    private static Object formatted(Object a, Object b) {
      Object result = Arithmetic.modulo(a, b);
      if (!Text.isText(result)) {
        return result;
      }
      return Texts.like(
          Texts.isMarkup(a) ? Text.markup("", marks(a, b)) : Texts.of("", marks(a, b)),
          Texts.value(result));
    }

    private static Marks marks(Object a, Object b) {
      return Texts.within(b, Text.marksOf(a));
    }
  }

  record Negative(Expr operand, boolean minus, Spot at) implements Expr {
    @Override
    public Object evaluate(Rendering rendering) {
      Object value = operand.evaluate(rendering);
      try {
        if (Python.isNumber(value)) {
          if (value instanceof Double real) {
            return minus ? -real : real;
          }
          return minus ? Arithmetic.subtract(0L, value) : Numbers.whole(Numbers.big(value));
        }
        Python.truth(value instanceof Undefined undefined ? strict(undefined) : value);
        throw PythonException.type(
            "bad operand type for unary "
                + (minus ? "-" : "+")
                + ": '"
                + Python.typeName(value)
                + "'");
      } catch (PythonException e) {
        throw at.failure(rendering, e);
      }
    }

    private static Undefined strict(Undefined undefined) {
      return undefined.with(Undefined.Use.STRICT);
    }
  }

  record Not(Expr operand, Spot at) implements Expr {
    @Override
    public Object evaluate(Rendering rendering) {
      return !operand.truth(rendering, at);
    }
  }

  record And(Expr left, Expr right, Spot at) implements Expr {
    @Override
    public Object evaluate(Rendering rendering) {
      Object value = left.evaluate(rendering);
      return Values.truth(value, rendering, at) ? right.evaluate(rendering) : value;
    }
  }

  record Or(Expr left, Expr right, Spot at) implements Expr {
    @Override
    public Object evaluate(Rendering rendering) {
      Object value = left.evaluate(rendering);
      return Values.truth(value, rendering, at) ? value : right.evaluate(rendering);
    }
  }

  /// `yes if test else no`; without `no` it is an undefined value that prints as nothing.
  record Ternary(Expr test, Expr yes, @Nullable Expr no, Spot at) implements Expr {
    @Override
    public Object evaluate(Rendering rendering) {
      if (test.truth(rendering, at)) {
        return yes.evaluate(rendering);
      }
      return no == null ? nothing() : no.evaluate(rendering);
    }

    private Undefined nothing() {
      return new Undefined(
          "",
          "the inline if-expression on line "
              + at.line()
              + " evaluated to false and no else section was defined.",
          null,
          Undefined.Use.LENIENT);
    }
  }

  /// `a ~ b`: the text of both, one after the other.
  record Concat(List<Expr> parts, Spot at) implements Expr {
    @Override
    public Object evaluate(Rendering rendering) {
      StringBuilder out = new StringBuilder();
      Marks marks = Marks.TRUSTED;
      Object[] values = new Object[parts.size()];
      boolean markup = false;
      for (int i = 0; i < values.length; i++) {
        values[i] = parts.get(i).evaluate(rendering);
        markup |= rendering.autoescape() && Texts.isMarkup(values[i]);
      }
      try {
        for (Object value : values) {
          marks = Texts.within(value, marks);
          out.append(markup ? dev.runner.values.Html.escape(value) : Python.string(value));
        }
      } catch (PythonException e) {
        throw at.failure(rendering, e);
      }
      return markup ? Text.markup(out.toString(), marks) : Texts.of(out.toString(), marks);
    }
  }

  /// `a < b <= c`.
  record Comparison(Expr first, List<String> operators, List<Expr> others, Spot at)
      implements Expr {
    @Override
    public Object evaluate(Rendering rendering) {
      Object left = first.evaluate(rendering);
      for (int i = 0; i < operators.size(); i++) {
        Object right = others.get(i).evaluate(rendering);
        try {
          if (!holds(left, operators.get(i), right)) {
            return false;
          }
        } catch (PythonException e) {
          throw at.failure(rendering, e);
        }
        left = right;
      }
      return true;
    }

    private static boolean holds(Object left, String operator, Object right) {
      return switch (operator) {
        case "==" -> Python.equal(left, right);
        case "!=" -> !Python.equal(left, right);
        case "in" -> Python.contains(right, left);
        case "not in" -> !Python.contains(right, left);
        default -> Ordering.test(left, operator, right);
      };
    }
  }
}
