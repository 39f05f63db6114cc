using CdcToSnowflake.Sql.Semantics;

namespace CdcToSnowflake.Sql;

/// <summary>Views of the CI tables for the application and for analysts, in a schema of their own.</summary>
public sealed record ApiOptions
{
    /// <summary>
    /// Whether a session sees only the brands of its owner: a row access policy asks the table <c>CDC_OWNER</c> (ROLE_NAME, BRAND_ID) in the same schema, which starts empty, so that nobody sees a row until
    /// it is filled. Only the session's primary role counts (<c>CURRENT_ROLE</c>), neither roles granted to it nor secondary ones, so a role that is to see a brand needs a row of its own.
    /// Needs Snowflake's Enterprise Edition.
    /// </summary>
    /// <value>The default is false: who may read a view sees all brands.</value>
    public bool IsByOwner { get; init; }

    /// <summary>A semantic view over the views, for Cortex Analyst, Cortex Agents and <c>SELECT … FROM SEMANTIC_VIEW(…)</c>; null for none.</summary>
    /// <value>The default is null.</value>
    public SemanticOptions? Semantics { get; init; }
}
