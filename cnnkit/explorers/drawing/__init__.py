"""Pictures of explorers: panels as SVG, and the HTML that holds them."""
