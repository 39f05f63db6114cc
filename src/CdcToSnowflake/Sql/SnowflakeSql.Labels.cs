using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql;

public sealed partial class SnowflakeSql
{
    /// <summary>Notes on a task, pipe or view what it was made from, or on a stream what is still to be done since it was made.</summary>
    /// <param name="made">The statement that made it.</param>
    /// <param name="comment">The note.</param>
    internal SqlStatement Label(SqlStatement made, string comment) => Write("object/label", made.Object!, name => new
    {
        Kind = made.Template.Split('/')[0],
        Object = name,
        Comment = new PlainText(comment),
    });

    /// <summary>Takes a pipe's note away, so that the next plan lets it look again at the files that are there.</summary>
    /// <param name="pipe">The pipe.</param>
    /// <param name="comment">What stays of it.</param>
    internal SqlStatement UnlabelPipe(ObjectName pipe, string comment = "") => Write("object/label", pipe, name => new { Kind = "pipe", Object = name, Comment = new PlainText(comment) });
}
