using System.Text;
using CdcToSnowflake.Warehouse.Cortex.Events;

namespace CdcToSnowflake.Warehouse.Cortex.Protocol;

/// <summary>Makes one answer of a run's events: the <c>response</c> is what counts, and what only the events before it told is added.</summary>
internal sealed class AnswerBuilder
{
    private readonly Dictionary<string, Draft> _drafts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<int, StringBuilder> _suggestions = [];
    private readonly List<CortexTableEvent> _tables = [];

    public CortexAnswer? Answer { get; private set; }

    public void Take(CortexEvent told)
    {
        switch (told)
        {
            case CortexAnalystEvent piece:
                Take(piece);
                break;
            case CortexTableEvent table:
                _tables.Add(table);
                break;
            case CortexAnswerEvent { Answer: var answer }:
                Answer = Complete(answer);
                break;
        }
    }

    private void Take(CortexAnalystEvent piece)
    {
        if (!_drafts.TryGetValue(piece.ToolUseId, out Draft? draft))
        {
            _drafts.Add(piece.ToolUseId, draft = new Draft());
        }
        draft.Sql.Append(piece.Sql);
        draft.Explanation.Append(piece.Explanation);
        draft.QueryId = piece.QueryId ?? draft.QueryId;
        draft.Rows = piece.Rows ?? draft.Rows;
        draft.IsVerified |= piece.IsVerified;
        if (piece.Suggestion is { } suggestion)
        {
            if (!_suggestions.TryGetValue(piece.SuggestionIndex, out StringBuilder? text))
            {
                _suggestions.Add(piece.SuggestionIndex, text = new StringBuilder());
            }
            text.Append(suggestion);
        }
    }

    private CortexAnswer Complete(CortexAnswer answer)
    {
        Dictionary<string, Draft> bySql = _drafts.Values.Where(draft => draft.Sql.Length > 0).GroupBy(draft => draft.Sql.ToString(), StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.Last(), StringComparer.Ordinal);
        List<CortexQuery> queries = answer.Queries.Count > 0
            ? [.. answer.Queries.Select(query => bySql.TryGetValue(query.Sql, out Draft? draft) ? draft.Over(query) : query)]
            : [.. bySql.Select(draft => draft.Value.Over(new CortexQuery(draft.Key, null, null)))];
        foreach (CortexTableEvent table in _tables)
        {
            AnswerReader.Attach(queries, table.QueryId, table.Rows);
        }
        return answer with { Queries = queries, Suggestions = [.. _suggestions.Values.Select(text => text.ToString())] };
    }

    private sealed class Draft
    {
        public StringBuilder Sql { get; } = new();

        public StringBuilder Explanation { get; } = new();

        public string? QueryId { get; set; }

        public CortexTable? Rows { get; set; }

        public bool IsVerified { get; set; }

        public CortexQuery Over(CortexQuery query) => query with
        {
            QueryId = query.QueryId ?? QueryId,
            Rows = query.Rows ?? Rows,
            Explanation = query.Explanation ?? (Explanation.Length > 0 ? Explanation.ToString() : null),
            IsVerified = query.IsVerified || IsVerified,
        };
    }
}
