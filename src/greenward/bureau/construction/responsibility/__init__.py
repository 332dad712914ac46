"""Who answers for a project for life (Article 8): who takes part, who leads, what they promised."""
