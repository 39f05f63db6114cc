using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CdcToSnowflake.Tests.Docs;

/// <summary>What the libraries' XML documentation says, as Markdown.</summary>
internal sealed partial class XmlComments
{
    private readonly Dictionary<string, XElement> _members;

    public XmlComments(params ReadOnlySpan<Assembly> assemblies)
    {
        _members = [];
        foreach (var assembly in assemblies)
        {
            foreach (var member in XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member"))
            {
                _members[member.Attribute("name")!.Value] = member;
            }
        }
    }

    /// <summary>An element of a type's comment; null if it has none.</summary>
    public string? Of(Type type, string element) => Text(Find($"T:{type.FullName}")?.Element(element), type);

    /// <summary>An element of a property's comment. A record's own parameter has its summary in the type's.</summary>
    public string? Of(PropertyInfo property, string element)
    {
        var type = property.DeclaringType!;
        return Find($"P:{type.FullName}.{property.Name}") is { } member ? Text(member.Element(element), type)
            : element == "summary" ? Text(Find($"T:{type.FullName}")?.Elements("param").FirstOrDefault(param => param.Attribute("name")!.Value == property.Name), type)
            : null;
    }

    /// <summary>An element of an enumeration's value's comment.</summary>
    public string? Of<T>(T value, string element = "summary")
        where T : struct, Enum => Text(Find($"F:{typeof(T).FullName}.{value}")?.Element(element), typeof(T));

    /// <summary>An element of a method's comment, of the one among those of its name that has it.</summary>
    public string? Of(MethodInfo method, string element) =>
        Text(_members.Where(member => member.Key.StartsWith($"M:{method.DeclaringType!.FullName}.{method.Name}(", StringComparison.Ordinal)).Select(member => member.Value.Element(element)).OfType<XElement>().SingleOrDefault(), method.DeclaringType!);

    /// <summary>The members that a constant's comment refers to, by their last name.</summary>
    public IReadOnlyList<string> References(FieldInfo field) =>
        [.. Find($"F:{field.DeclaringType!.FullName}.{field.Name}")!.Descendants("see").Select(see => see.Attribute("cref")!.Value.Split('.')[^1])];

    private XElement? Find(string name) => _members.GetValueOrDefault(name.Replace('+', '.'));

    private static string? Text(XElement? element, Type within) =>
        element is null ? null : Spaces().Replace(string.Concat(element.Nodes().Select(node => Text(node, within))), " ").Trim();

    private static string Text(XNode node, Type within) => node switch
    {
        XText text => text.Value.Replace("<", "&lt;", StringComparison.Ordinal),
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "see" or "paramref" } see => see.Attribute("href") is { } link ? $"[{see.Value}]({link.Value})" : $"`{Name((see.Attribute("cref") ?? see.Attribute("langword") ?? see.Attribute("name"))!.Value, within)}`",
        XElement other => string.Concat(other.Nodes().Select(inner => Text(inner, within))),
        _ => "",
    };

    /// <summary>A type by its name, a member of another type with that type's.</summary>
    private static string Name(string reference, Type within)
    {
        var parts = Arity().Replace(reference.Split('(')[0], "").Split(':')[^1].Split('.');
        return parts.Length < 2 || reference.StartsWith("T:", StringComparison.Ordinal) || parts[^2] == within.Name ? parts[^1] : $"{parts[^2]}.{parts[^1]}";
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"`+\d+")]
    private static partial Regex Arity();
}
