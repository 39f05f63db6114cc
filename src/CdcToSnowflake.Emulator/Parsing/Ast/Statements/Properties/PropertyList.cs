using System.Globalization;

namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>The properties of one statement, each name at most once.</summary>
internal sealed record PropertyList(NodeList<Property> Items) : SqlNode
{
    public static PropertyList Empty { get; } = new(NodeList<Property>.Empty);

    public bool Has(string name) => Find(name) is not null;

    public PropertyValue? Find(string name)
    {
        foreach (var item in Items)
        {
            if (item.Name == name)
            {
                return item.Value;
            }
        }

        return null;
    }

    /// <summary>The value as text, whether written 'x', X or 1; null if not given.</summary>
    public string? Text(string name) => Find(name) switch
    {
        null => null,
        TextValue text => text.Value,
        NumberValue number => number.Text,
        WordValue word => word.Name.Parts.Count == 1 ? word.Name.Name : word.Name.ToString(),
        var other => throw SnowflakeException.InvalidProperty(name, other.Position),
    };

    public bool? Boolean(string name) => Text(name)?.ToUpperInvariant() switch
    {
        null => null,
        "TRUE" => true,
        "FALSE" => false,
        _ => throw SnowflakeException.InvalidProperty(name, Find(name)!.Position),
    };

    public int? Integer(string name) => Text(name) switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) => value,
        _ => throw SnowflakeException.InvalidProperty(name, Find(name)!.Position),
    };

    public PropertyList? Group(string name) => Find(name) switch
    {
        null => null,
        GroupValue group => group.Properties,
        var other => throw SnowflakeException.InvalidProperty(name, other.Position),
    };
}
