/** SQL and Parquet over the stored rows of explorations, with DuckDB; knows rows and files, nothing of machines. */
package tessera.extras.duckdb;
