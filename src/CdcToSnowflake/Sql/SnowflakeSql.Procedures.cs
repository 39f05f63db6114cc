using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql;

public sealed partial class SnowflakeSql
{
    /// <summary>
    /// The procedures that <see cref="CreateMergeRawTask"/> calls; none where <see cref="SqlOptions.MaxTaskBytes"/> has room for all tables. They must be there before the task, and those that it no longer
    /// calls may go after it.
    /// </summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statements.</returns>
    internal IEnumerable<SqlStatement> CreateMergeRawProcedures(string brand) => MergeRaw(brand).SkipLast(1);

    /// <summary>The procedures that <see cref="CreateMergeCiTask"/> calls, as <see cref="CreateMergeRawProcedures"/>.</summary>
    /// <returns>The statements.</returns>
    internal IEnumerable<SqlStatement> CreateMergeCiProcedures() => MergeCi().SkipLast(1);

    /// <summary>Drops a procedure that no task calls any more.</summary>
    internal SqlStatement DropProcedure(ObjectName procedure, ProcedureKind kind) => Write("procedure/drop", procedure, name => new { Procedure = name, kind.TakesCuts });

    /// <summary>A merge's task, all in its body if that has room, else behind the procedures that it calls.</summary>
    /// <param name="schema">Where the procedures are.</param>
    /// <param name="parts">What the body holds for each table.</param>
    /// <param name="task">Writes the task, given that or the calls, in the order of <paramref name="parts"/>.</param>
    private List<SqlStatement> Fitting(ObjectName schema, IReadOnlyList<MergeParts> parts, Func<IReadOnlyList<IReadOnlyList<SqlText>>, SqlStatement> task)
    {
        if (parts.Sum(part => part.Bytes) <= _options.MaxTaskBytes
            && task([.. parts.Select(part => part.Texts)]) is var whole && MergeParts.BytesOf(whole.Text) <= _options.MaxTaskBytes)
        {
            return [whole];
        }
        List<SqlStatement> statements = [];
        List<IReadOnlyList<SqlText>> calls = [];
        foreach (MergeParts part in parts)
        {
            List<SqlStatement> procedures = [.. part.Split(_options.MaxProcedureBytes).Select(texts => CreateProcedure(schema, part.Kind, texts))];
            statements.AddRange(procedures);
            calls.Add([.. procedures.Select(procedure => new SqlText(_templates.Render("procedure/call", new { Procedure = procedure.Object!, part.Kind.TakesCuts, part.Kind.CountsFailures })))]);
        }
        statements.Add(task(calls));
        return statements;
    }

    private SqlStatement CreateProcedure(ObjectName schema, ProcedureKind kind, IReadOnlyList<SqlText> parts)
    {
        string fingerprint = _templates.Render(kind.Create, new { Procedure = schema.With(kind.Prefix), Parts = parts }, unnamed => Convert.ToHexString(Fingerprint.Of(unnamed)));
        return Write(kind.Create, schema.With(kind.Name(fingerprint)), name => new { Procedure = name, Parts = parts });
    }

    private SqlText[] Parts<T, TView>(string template, IReadOnlyList<T> tables, Func<T, TView> view)
        where TView : class => InOrder.Select(tables, table => new SqlText(_templates.Render(template, view(table))));
}
