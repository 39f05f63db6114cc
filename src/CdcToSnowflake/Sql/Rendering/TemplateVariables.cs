using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace CdcToSnowflake.Sql.Rendering;

/// <summary>A user's own variables, which templates see as <c>my.name</c>. Text must pass a quoting function there as all text must.</summary>
internal sealed partial class TemplateVariables
{
    /// <summary>What the variables are members of.</summary>
    public const string Prefix = "my";

    private readonly FrozenDictionary<string, object> _values;

    public TemplateVariables(IReadOnlyDictionary<string, object> variables) => _values = variables.ToFrozenDictionary(variable => Checked(variable.Key), variable => Value(variable.Key, variable.Value));

    public IEnumerable<string> Names => _values.Keys.Order(StringComparer.Ordinal);

    /// <summary>A variable's value; null if there is no such.</summary>
    public object? Find(string name) => _values.GetValueOrDefault(name);

    private static string Checked(string name) => Name().IsMatch(name)
        ? name
        : throw new ArgumentException($"'{name}' can't be the name of a template's variable in {nameof(SqlOptions)}.{nameof(SqlOptions.Variables)}. Use a-z, 0-9 and _, beginning with a letter.");

    private static object Value(string name, object? value) => value switch
    {
        string text => new PlainText(text),
        int or long or bool => value,
        _ => throw new ArgumentException($"The template's variable '{name}' is a {value?.GetType().Name ?? "null"}. Give a string, an int, a long or a bool."),
    };

    [GeneratedRegex(@"\A[a-z][a-z0-9_]*\z")]
    private static partial Regex Name();
}
