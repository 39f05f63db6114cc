using System.Collections.Concurrent;
using System.Collections.Frozen;
using Scriban.Runtime;

namespace CdcToSnowflake.Sql.Rendering;

/// <summary>What templates see of objects: the public properties, in snake_case.</summary>
internal static class TemplateMembers
{
    private static readonly ConcurrentDictionary<Type, FrozenDictionary<string, MemberReader>> ByType = new();

    public static FrozenDictionary<string, MemberReader> Of(Type type) => ByType.GetOrAdd(type, Read);

    private static FrozenDictionary<string, MemberReader> Read(Type type) => type.GetProperties()
        .Where(property => !type.IsValueType && property.GetMethod is { IsStatic: false } && property.GetIndexParameters().Length == 0)
        .ToFrozenDictionary(StandardMemberRenamer.Rename, MemberReader.Of);
}
