using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Scriban.Runtime;

namespace CdcToSnowflake.Sql.Rendering;

/// <summary>What templates see of objects: the public properties, in snake_case.</summary>
[RequiresUnreferencedCode(ByReflection)]
[RequiresDynamicCode(ByReflection)]
internal static class TemplateMembers
{
    /// <summary>Why what generates SQL can neither be trimmed nor compiled ahead of time.</summary>
    public const string ByReflection = "SQL is generated from templates, which read the model's properties by reflection.";

    private static readonly ConcurrentDictionary<Type, FrozenDictionary<string, MemberReader>> ByType = new();

    public static FrozenDictionary<string, MemberReader> Of(Type type) => ByType.GetOrAdd(type, Read);

    private static FrozenDictionary<string, MemberReader> Read(Type type) => type.GetProperties()
        .Where(property => !type.IsValueType && property.GetMethod is { IsStatic: false } && property.GetIndexParameters().Length == 0)
        .ToFrozenDictionary(StandardMemberRenamer.Rename, MemberReader.Of);
}
