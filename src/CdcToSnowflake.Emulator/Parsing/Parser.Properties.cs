using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Parsing;

internal sealed partial class Parser
{
    /// <summary>NAME = value …, as long as they come, with or without commas between. A name that is not among the known is refused.</summary>
    private PropertyList ParseProperties(string statement, IReadOnlySet<string> known)
    {
        var position = Position;
        var items = new List<Property>();
        while (Here.Kind == TokenKind.Word && Ahead(1).IsSymbol("="))
        {
            items.Add(ParseProperty(statement, known));
            if (IsSymbol(",") && Ahead(1).Kind == TokenKind.Word && Ahead(2).IsSymbol("="))
            {
                _at++;
            }
        }

        return Checked(items, position);
    }

    private static PropertyList Checked(List<Property> items, TextPosition position)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (!names.Add(item.Name))
            {
                throw SnowflakeException.Syntax(item.Position, $"property '{item.Name}' is given twice");
            }
        }

        return new PropertyList([.. items]) { Position = position };
    }

    private Property ParseProperty(string statement, IReadOnlySet<string>? known)
    {
        var name = Here;
        if (known is not null && !known.Contains(name.Text))
        {
            throw NotEmulated($"{statement} property {name.Text}");
        }

        _at += 2;
        return new Property(name.Text, ParsePropertyValue()) { Position = name.Position };
    }

    private PropertyValue ParsePropertyValue()
    {
        GuardDepth();
        var position = Position;
        return (Here.Kind switch
        {
            TokenKind.String => new TextValue(Next().Text),
            TokenKind.Number => new NumberValue(Next().Text),
            TokenKind.Symbol when IsSymbol("-") => new NumberValue(ParseSignedNumber()),
            TokenKind.Symbol when IsSymbol("(") => ParsePropertyGroup(),
            TokenKind.Word or TokenKind.QuotedName => ParsePropertyWord(),
            _ => throw Unexpected("a property's value"),
        }) with { Position = position };
    }

    /// <summary>A name; SKIP_FILE_10% is one word too; NULL and other reserved words may be values.</summary>
    private WordValue ParsePropertyWord()
    {
        if (Here.Kind == TokenKind.Word && ReservedWords.IsReserved(Here.Text))
        {
            return new WordValue(new ObjectName([Next().Text]));
        }

        var name = ParseObjectName();
        if (IsSymbol("%") && name.Parts.Count == 1 && Here.Start == Ahead(-1).End)
        {
            _at++;
            return new WordValue(new ObjectName([name.Name + "%"]));
        }

        return new WordValue(name);
    }

    private PropertyValue ParsePropertyGroup()
    {
        var position = Position;
        ExpectSymbol("(");
        if (Here.Kind == TokenKind.Word && Ahead(1).IsSymbol("="))
        {
            var items = new List<Property>();
            while (!TrySymbol(")"))
            {
                if (Here.Kind != TokenKind.Word || !Ahead(1).IsSymbol("="))
                {
                    throw Unexpected("a property");
                }

                items.Add(ParseProperty(string.Empty, known: null));
                TrySymbol(",");
            }

            return new GroupValue(Checked(items, position));
        }

        if (TrySymbol(")"))
        {
            return new ListValue([]);
        }

        var values = ParseList(ParsePropertyValue);
        ExpectSymbol(")");
        return new ListValue([.. values]);
    }
}
