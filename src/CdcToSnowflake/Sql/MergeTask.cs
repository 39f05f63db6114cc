namespace CdcToSnowflake.Sql;

/// <summary>The tasks that others can follow.</summary>
public enum MergeTask
{
    /// <summary>A brand's merge from STG into RAW, in the brand's STG schema.</summary>
    Raw,

    /// <summary>The merge of all brands into CI, in CI's schema.</summary>
    Ci,
}
