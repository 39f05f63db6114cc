using System.Text;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql;

/// <summary>A task's statements of one kind, one for each table, which stand in the task's body or in procedures.</summary>
/// <param name="Kind">Of the procedures.</param>
/// <param name="Texts">The statements.</param>
internal sealed record MergeParts(ProcedureKind Kind, IReadOnlyList<SqlText> Texts)
{
    /// <summary>The length of them all.</summary>
    public long Bytes { get; } = Texts.Sum(part => (long)BytesOf(part.Text));

    /// <summary>A text's length as Snowflake gets it.</summary>
    public static int BytesOf(string text) => Encoding.UTF8.GetByteCount(text);

    /// <summary>The statements in their order, as many in each list as fit; one that is longer than that stands alone.</summary>
    public IEnumerable<IReadOnlyList<SqlText>> Split(int limit)
    {
        List<SqlText> texts = [];
        long bytes = 0;
        foreach (SqlText part in Texts)
        {
            int more = BytesOf(part.Text);
            if (texts.Count > 0 && bytes + more > limit)
            {
                yield return texts;
                (texts, bytes) = ([], 0);
            }
            texts.Add(part);
            bytes += more;
        }
        if (texts.Count > 0)
        {
            yield return texts;
        }
    }
}
