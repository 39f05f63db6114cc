using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Definition;

/// <summary>CREATE and ALTER TAG, and tags on objects and columns ("Object tagging": at most 50 an object, values of at most 256 characters).</summary>
internal static class Tagging
{
    private const int MostTags = 50;
    private const int LongestValue = 256;
    private const int MostAllowedValues = 5000;

    public static StatementResult Create(CreateObjectStatement statement, DdlContext context)
    {
        var key = context.NewKey(NameSpaceKind.Tag, statement.Name);
        return context.Create(statement.Mode, statement.Kind, key, () => new TagObject
        {
            Comment = statement.Properties.Text("COMMENT"),
            AllowedValues = statement.Properties.Names("ALLOWED_VALUES"),
        });
    }

    public static void Alter(AlterStatement statement, TagObject tag, DdlContext context)
    {
        switch (statement.Action)
        {
            case AllowedValuesAction { Values.Count: 0 }:
                context.Write.Put(tag with { AllowedValues = null });
                break;
            case AllowedValuesAction change:
                var known = tag.AllowedValues ?? [];
                var values = change.IsDrop ? known.Except(change.Values).ToList() : known.Union(change.Values).ToList();
                context.Write.Put(values.Count <= MostAllowedValues
                    ? tag with { AllowedValues = values }
                    : throw SnowflakeException.Compilation(statement.Position, $"a tag has at most {MostAllowedValues} allowed values."));
                break;
            case RenameAction rename:
                context.Rename(tag, rename);
                break;
            default:
                Alteration.AlterComment(statement, tag, context);
                break;
        }
    }

    /// <summary>SET TAG and WITH TAG on an object.</summary>
    public static void Set(CatalogObject on, NodeList<TagValue> values, DdlContext context)
    {
        if (values.Count > 0)
        {
            context.Write.Put(on with { Tags = With(on.Tags, values, context) });
        }
    }

    /// <summary>ALTER … SET TAG or UNSET TAG, of the object or of a table's column.</summary>
    public static void Alter(CatalogObject on, SetTagAction action, DdlContext context)
    {
        NodeList<TagValue> values = action.IsUnset ? [] : [.. action.Tags.Zip(action.Values, (tag, value) => new TagValue(tag, value) { Position = tag.Position })];
        if (action.Column is null)
        {
            context.Write.Put(on with { Tags = Changed(on.Tags) });
            return;
        }

        var table = on as TableObject ?? throw new NotEmulatedException("tags on columns of views", action.Position);
        var column = table.Column(action.Column) ?? throw SnowflakeException.InvalidIdentifier(action.Position, action.Column);
        var changed = column with { Tags = Changed(column.Tags ?? new Dictionary<long, string>()) };
        context.Write.Put(table with { Columns = [.. table.Columns.Select(other => ReferenceEquals(other, column) ? changed : other)] });

        IReadOnlyDictionary<long, string> Changed(IReadOnlyDictionary<long, string> tags)
        {
            if (!action.IsUnset)
            {
                return With(tags, values, context);
            }

            var ids = action.Tags.Select(tag => context.Existing<TagObject>(NameSpaceKind.Tag, tag, "Tag")!.Id).ToHashSet();
            return tags.Where(tag => !ids.Contains(tag.Key)).ToDictionary();
        }
    }

    /// <summary>These tags and new values, each checked.</summary>
    public static IReadOnlyDictionary<long, string> With(IReadOnlyDictionary<long, string> tags, NodeList<TagValue> values, DdlContext context)
    {
        var result = tags.ToDictionary();
        foreach (var value in values)
        {
            var tag = context.Existing<TagObject>(NameSpaceKind.Tag, value.Tag, "Tag")!;
            if (value.Value.Length > LongestValue)
            {
                throw SnowflakeException.Compilation(value.Position, $"the value of tag {tag.Key} is longer than {LongestValue} characters.");
            }

            if (tag.AllowedValues is { Count: > 0 } allowed && !allowed.Contains(value.Value))
            {
                throw SnowflakeException.Compilation(value.Position, $"'{value.Value}' is not an allowed value of tag {tag.Key}: {string.Join(", ", allowed)}.");
            }

            result[tag.Id] = value.Value;
        }

        return result.Count <= MostTags ? result : throw SnowflakeException.Compilation(values[0].Position, $"an object has at most {MostTags} tags.");
    }
}
