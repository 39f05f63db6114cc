using System.Globalization;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

/// <summary>One call: its arguments as the function wants them, and the ways to say the result.</summary>
internal sealed class FunctionInvocation
{
    private readonly ExpressionTranslator _translator;

    public FunctionInvocation(FunctionCall call, ExpressionTranslator translator)
    {
        Call = call;
        _translator = translator;
    }

    public FunctionCall Call { get; }

    public ExpressionTranslator Translator => _translator;

    public SessionFacts Session => _translator.Context.Names.Session;

    public TextPosition Position => Call.Position;

    public int Count => Call.Arguments.Count;

    public Expression Node(int index) => Call.Arguments[index].Value;

    public TranslatedExpression Argument(int index) => _translator.Translate(Node(index));

    public IEnumerable<TranslatedExpression> Arguments => Enumerable.Range(0, Count).Select(Argument);

    public string Sql(int index) => Argument(index).Sql;

    public string As(int index, DataType type) => Conversion.Coerce(Argument(index), type, Node(index).Position).Sql;

    public string Text(int index) => As(index, DataType.Varchar);

    public string Boolean(int index) => As(index, DataType.Boolean);

    public string Json(int index) => As(index, DataType.Variant);

    public string Float(int index) => Calculation.Float(Number(index));

    /// <summary>A position, a length: BIGINT in DuckDB.</summary>
    public string Integer(int index) => $"CAST({Number(index).Sql} AS BIGINT)";

    /// <summary>NUMBER or FLOAT; strings and VARIANT are converted.</summary>
    public TranslatedExpression Number(int index)
    {
        var value = Argument(index);
        return value.Type.Kind switch
        {
            TypeKind.Number or TypeKind.Float => value,
            TypeKind.Null => new TranslatedExpression("CAST(NULL AS DECIMAL(38,0))", DataType.Integer),
            TypeKind.Varchar => Conversion.Cast(value, DataType.Number(38, 5), Node(index).Position),
            _ => Conversion.Cast(value, DataType.Float, Node(index).Position),
        };
    }

    /// <summary>DATE or a timestamp; a string is read as a timestamp.</summary>
    public TranslatedExpression Timestamp(int index)
    {
        var value = Argument(index);
        return value.Type.Kind is TypeKind.Date or TypeKind.Time || value.Type.IsTimestamp ? value : Conversion.Cast(value, DataType.TimestampNtz, Node(index).Position);
    }

    /// <summary>The string literal at this place, else null.</summary>
    public string? Literal(int index) => index < Count && Node(index) is StringLiteral literal ? literal.Value : null;

    /// <summary>The literal that must stand there, since the translation depends on it.</summary>
    public string RequiredLiteral(int index, string what) =>
        Literal(index) ?? throw new NotEmulatedException($"{Call.Name} with {what} that is not a string literal", Node(index).Position);

    /// <summary>What Snowflake says of too few arguments and of too many.</summary>
    public SnowflakeException WrongCount(bool isFew) => new(938, "22023",
        $"SQL compilation error: {(isFew ? "not enough" : "too many")} arguments for function [{Call.Name}] at {Position}: {Count}.");

    /// <summary>A form that the function's page has.</summary>
    public NotEmulatedException NotEmulatedForm() => new($"{Call.Name} of {Count} argument{(Count == 1 ? string.Empty : "s")}", Position);

    /// <summary>year, month …: written bare or as a string.</summary>
    public string Part(int index)
    {
        var text = Node(index) switch
        {
            ColumnReference { Parts.Count: 1 } column => column.Name,
            StringLiteral literal => literal.Value,
            _ => throw SnowflakeException.Compilation(Node(index).Position, "a date or time part is wanted here."),
        };
        return DatePart.TryParse(text) ?? throw SnowflakeException.Compilation(Node(index).Position, $"'{text}' is not a valid date/time component for function {Call.Name}.");
    }

    public string Over => Call.Window is { } window ? " OVER " + Window(window) : string.Empty;

    /// <summary>OVER (PARTITION BY …), of a function to which the window's order means nothing.</summary>
    public string OverPartition => " OVER " + Window(Call.Window is { Frame: null } window
        ? window with { OrderBy = [] }
        : throw SnowflakeException.Compilation(Position, $"{Call.Name} takes no window frame."));

    /// <summary>f([DISTINCT] arguments) [OVER …].</summary>
    public string Aggregate(string function, params IEnumerable<string> arguments) =>
        $"{function}({(Call.Distinct ? "DISTINCT " : string.Empty)}{string.Join(", ", arguments)}){Over}";

    public string OrderItems(NodeList<OrderItem> items) =>
        string.Join(", ", items.Select(item => Documents.Ordered(_translator.Translate(item.Expression)) + QueryTranslator.Direction(item)));

    private string Window(WindowSpecification window)
    {
        var parts = new List<string>();
        if (window.PartitionBy.Count > 0)
        {
            parts.Add("PARTITION BY " + string.Join(", ", window.PartitionBy.Select(item => Documents.Canonical(_translator.Translate(item)))));
        }

        if (window.OrderBy.Count > 0)
        {
            parts.Add("ORDER BY " + OrderItems(window.OrderBy));
        }

        if (window.Frame is { } frame)
        {
            parts.Add($"{frame.Unit.ToString().ToUpper(CultureInfo.InvariantCulture)} BETWEEN {Bound(frame.Start)} AND {Bound(frame.End)}");
        }

        return "(" + string.Join(' ', parts) + ")";
    }

    private string Bound(FrameBound bound) => bound.Kind switch
    {
        FrameBoundKind.UnboundedPreceding => "UNBOUNDED PRECEDING",
        FrameBoundKind.UnboundedFollowing => "UNBOUNDED FOLLOWING",
        FrameBoundKind.CurrentRow => "CURRENT ROW",
        FrameBoundKind.Preceding => Offset(bound.Offset!) + " PRECEDING",
        _ => Offset(bound.Offset!) + " FOLLOWING",
    };

    private string Offset(Expression offset) => offset is IntervalLiteral
        ? throw new NotEmulatedException("INTERVAL frames", offset.Position)
        : _translator.Translate(offset).Sql;
}
