"""Cases before the Japan Patent Office: patents, designs, trademarks, their documents, tables and retrieval APIs."""
