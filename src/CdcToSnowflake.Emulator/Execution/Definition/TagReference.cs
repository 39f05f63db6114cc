using System.Globalization;
using CdcToSnowflake.Emulator.Catalog;

namespace CdcToSnowflake.Emulator.Execution.Definition;

/// <summary>What SYSTEM$REFERENCE returns of a tag.</summary>
internal static class TagReference
{
    private const string Start = "ENT_REF_TAG_";

    public static string Of(TagObject tag) => string.Create(CultureInfo.InvariantCulture, $"{Start}{tag.Id}");

    public static TagObject? Find(string reference, CatalogSnapshot catalog) =>
        reference.StartsWith(Start, StringComparison.Ordinal) && long.TryParse(reference.AsSpan(Start.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? catalog.ById<TagObject>(id) : null;
}
